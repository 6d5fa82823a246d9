package instructblip.cli.command;

import instructblip.benchmarks.dataset.DatasetException;
import instructblip.cli.console.Console;
import instructblip.cli.console.ExitCode;
import instructblip.cli.console.Json;
import instructblip.cli.console.UsageException;
import instructblip.cli.gate.GateDocument;
import instructblip.cli.gate.GateExit;
import instructblip.cli.gate.GitHubActions;
import instructblip.cli.score.StoredMetrics;
import instructblip.results.gate.Gate;
import instructblip.results.gate.GateMarkdown;
import instructblip.results.gate.GatePlan;
import instructblip.results.gate.GateReport;
import instructblip.results.gate.GateRules;
import instructblip.results.gate.GateText;
import instructblip.results.gate.JUnitXml;
import instructblip.results.store.StoredRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "gate",
        description = {
            "Regression check for CI: is the candidate no worse than the baseline?",
            "Ends with 0 when it passes, 1 on a regression, 5 when there are too few samples to"
                    + " tell, 3 when something is missing, 4 when the runs are not comparable."
        })
public final class GateCommand implements Callable<Integer> {

    @Option(
            names = "--baseline",
            paramLabel = "RUN",
            required = true,
            description = "Folder of the run that is good.")
    private String baseline;

    @Option(
            names = "--candidate",
            paramLabel = "RUN",
            description = "Folder of the run that is judged.")
    private String candidate;

    @Mixin private GateArguments arguments = new GateArguments();

    @Option(
            names = "--plan",
            description =
                    "Print the smallest drop that would be found, from the baseline alone or"
                            + " from how two runs differ.")
    private boolean plan;

    @Option(
            names = "--junit",
            paramLabel = "FILE",
            description = "Write the findings as JUnit XML.")
    private String junit;

    @Option(
            names = "--summary",
            paramLabel = "FILE",
            description = "Write the findings as Markdown.")
    private String summary;

    @Mixin private OutputArguments output = new OutputArguments();

    private final Console console;
    private final UnaryOperator<String> environment;

    /**
     * The verb.
     *
     * @param environment value of a variable; null where it is not set
     */
    public GateCommand(Console console, UnaryOperator<String> environment) {
        this.console = console;
        this.environment = environment;
    }

    @Override
    public Integer call() throws DatasetException {
        output.on(console);
        GateRules rules = arguments.rules();
        StoredRun good = StoredRun.read(Arguments.path(baseline));
        Optional<StoredRun> judged =
                Optional.ofNullable(candidate).map(Arguments::path).map(StoredRun::read);
        GateArguments.checkNames(rules, Stream.concat(Stream.of(good), judged.stream()).toList());
        if (plan) {
            return print(GatePlan.of(good, judged, rules, StoredMetrics::of)).code();
        }
        GateReport report =
                new Gate(good, judged.orElseThrow(this::noCandidate), rules, StoredMetrics::of)
                        .judge();
        return print(report).code();
    }

    private UsageException noCandidate() {
        return new UsageException("no --candidate; expected the folder of the run to be judged");
    }

    private ExitCode print(GatePlan planned) {
        if (output.json()) {
            console.print(Json.line(planned));
        } else {
            console.print(planned.lines());
        }
        return ExitCode.OK;
    }

    private ExitCode print(GateReport report) {
        if (output.json()) {
            console.print(Json.line(GateDocument.of(report)));
        } else {
            console.print(GateText.lines(report));
        }
        new GitHubActions(environment).show(report, console);
        write("--junit", junit, JUnitXml.of(report));
        write("--summary", summary, GateMarkdown.of(report));
        return GateExit.of(report.verdict());
    }

    private static void write(String option, String typed, String text) {
        if (typed == null) {
            return;
        }
        Path file = Arguments.path(typed);
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Files.writeString(file, text, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UsageException(
                    "%s %s cannot be written; expected a file that can"
                            .formatted(option, Arguments.shown(typed)),
                    e);
        }
    }
}
