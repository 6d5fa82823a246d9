package instructblip.cli;

import instructblip.benchmarks.dataset.DatasetException;
import instructblip.cli.console.Console;
import instructblip.cli.console.ExitCode;
import instructblip.cli.console.UsageException;
import instructblip.cli.run.CutShortException;
import instructblip.core.checkpoint.CheckpointException;
import instructblip.core.image.ImageException;
import instructblip.core.kernel.EngineException;
import instructblip.core.kernel.EngineMemoryException;
import instructblip.core.request.RequestException;
import instructblip.core.verify.RecordingException;
import instructblip.results.metric.UnscorableRecordException;
import instructblip.results.record.RecordException;
import instructblip.results.store.NotComparableException;
import instructblip.results.store.UnfinishedWriteException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** What an exception means to the user: a few lines and an exit code, in one place. */
final class Errors implements IParameterExceptionHandler, IExecutionExceptionHandler {

    private static final int MOST_LINES = 3;

    private final Console console;
    private final BooleanSupplier debug;

    Errors(Console console, BooleanSupplier debug) {
        this.console = console;
        this.debug = debug;
    }

    @Override
    public int handleParseException(ParameterException e, String[] arguments) {
        String similar =
                e instanceof UnmatchedArgumentException unmatched
                        ? unmatched.getSuggestions().stream().limit(1).collect(Collectors.joining())
                        : "";
        String command = e.getCommandLine().getCommandSpec().qualifiedName();
        complain(
                "%s%s (%s --help explains the options)"
                        .formatted(
                                e.getMessage(),
                                similar.isEmpty() ? "" : "; did you mean " + similar + "?",
                                command));
        return ExitCode.USAGE.code();
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult result) {
        return handle(e);
    }

    /**
     * What is no exception of ours but of the virtual machine's: memory that is used up, a library
     * of the system that is missing.
     */
    int handle(Throwable e) {
        if (debug.getAsBoolean()) {
            console.complain(trace(e));
        }
        ExitCode code = code(e);
        if (code == ExitCode.BUG) {
            complain(bug(e));
        } else {
            complain(e instanceof Error error ? ofMachine(error) : e.getMessage());
        }
        return code.code();
    }

    private static String ofMachine(Error e) {
        return e instanceof OutOfMemoryError
                ? "The memory of the Java machine is used up (%s); INSTRUCTBLIP_EVAL_JAVA_OPTS=-Xmx… gives it more."
                        .formatted(e.getMessage())
                : "A library that Java needs cannot be loaded: %s".formatted(e.getMessage());
    }

    private static ExitCode code(Throwable e) {
        if (e instanceof OutOfMemoryError || e instanceof EngineMemoryException) {
            return ExitCode.INCOMPLETE;
        }
        if (e instanceof UnfinishedWriteException || e instanceof CutShortException) {
            return ExitCode.INCOMPLETE;
        }
        if (e instanceof NotComparableException) {
            return ExitCode.NOT_COMPARABLE;
        }
        boolean input =
                e instanceof UsageException
                        || e instanceof ParameterException
                        || e instanceof DatasetException
                        || e instanceof CheckpointException
                        || e instanceof EngineException
                        || e instanceof RecordingException
                        || e instanceof RecordException
                        || e instanceof UnscorableRecordException
                        || e instanceof RequestException
                        || e instanceof ImageException
                        || e instanceof UnsatisfiedLinkError;
        return input ? ExitCode.USAGE : ExitCode.BUG;
    }

    private void complain(String message) {
        console.complain(
                String.valueOf(message)
                        .lines()
                        .limit(MOST_LINES)
                        .collect(Collectors.joining("\n")));
    }

    private static String bug(Throwable e) {
        String kind = e.getClass().getSimpleName() + ": " + e.getMessage();
        String first = kind.lines().findFirst().orElse("");
        try {
            Path file = Files.createTempFile("instructblip-eval-", ".txt");
            Files.writeString(file, trace(e), StandardCharsets.UTF_8);
            return "This is a fault of instructblip-eval (%s); the stack trace is in %s"
                    .formatted(first, file);
        } catch (IOException unwritable) {
            return "This is a fault of instructblip-eval (%s); --debug prints the stack trace"
                    .formatted(first);
        }
    }

    private static String trace(Throwable e) {
        StringWriter text = new StringWriter();
        e.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
