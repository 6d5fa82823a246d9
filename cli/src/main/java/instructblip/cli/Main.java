package instructblip.cli;

import instructblip.cli.command.AskCommand;
import instructblip.cli.command.BenchCommand;
import instructblip.cli.command.CompareCommand;
import instructblip.cli.command.DataCommand;
import instructblip.cli.command.DoctorCommand;
import instructblip.cli.command.GateCommand;
import instructblip.cli.command.InspectCommand;
import instructblip.cli.command.ListCommand;
import instructblip.cli.command.ReportCommand;
import instructblip.cli.command.RunCommand;
import instructblip.cli.command.ScoreCommand;
import instructblip.cli.command.TuneCommand;
import instructblip.cli.command.VerifyCommand;
import instructblip.cli.console.Console;
import instructblip.cli.console.ToolVersion;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** Entry point: arguments go in, an exit code comes out. */
@Command(
        name = "instructblip-eval",
        description = "Zero-shot evaluation of InstructBLIP and BLIP-2 checkpoints.",
        versionProvider = Main.Version.class)
public final class Main implements Runnable {

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this help.")
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Print the version.")
    private boolean version;

    @Option(
            names = "--debug",
            scope = ScopeType.INHERIT,
            description = "Print the stack trace of an error.")
    private boolean debug;

    @Spec private CommandSpec spec;

    /** What {@code --version} prints. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"instructblip-eval " + ToolVersion.build().version()};
        }
    }

    public static void main(String[] arguments) {
        System.exit(run(List.of(arguments), Console.ofProcess()));
    }

    /** Runs one command line. */
    public static int run(List<String> arguments, Console console) {
        Main main = new Main();
        Errors errors = new Errors(console, () -> main.debug);
        CommandLine commandLine =
                new CommandLine(main)
                        .addSubcommand(new RunCommand(console))
                        .addSubcommand(new AskCommand(console))
                        .addSubcommand(new VerifyCommand(console))
                        .addSubcommand(new ScoreCommand(console))
                        .addSubcommand(new CompareCommand(console))
                        .addSubcommand(new ReportCommand(console))
                        .addSubcommand(new GateCommand(console, System::getenv))
                        .addSubcommand(new InspectCommand(console))
                        .addSubcommand(new ListCommand(console))
                        .addSubcommand(DataCommand.with(console))
                        .addSubcommand(new DoctorCommand(console))
                        .addSubcommand(new BenchCommand(console))
                        .addSubcommand(new TuneCommand(console))
                        .setOut(console.out())
                        .setErr(console.err())
                        .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
                        .setUsageHelpAutoWidth(true)
                        .setParameterExceptionHandler(errors)
                        .setExecutionExceptionHandler(errors);
        try {
            return commandLine.execute(arguments.stream().map(Main::dashed).toArray(String[]::new));
        } catch (Error e) {
            return errors.handle(e);
        } finally {
            console.out().flush();
            console.err().flush();
        }
    }

    /** Long options are known with underscores too. */
    private static String dashed(String argument) {
        if (!argument.matches("--[A-Za-z][A-Za-z0-9_-]*(=(?s).*)?")) {
            return argument;
        }
        int end = argument.indexOf('=');
        String name = end < 0 ? argument : argument.substring(0, end);
        return name.replace('_', '-') + (end < 0 ? "" : argument.substring(end));
    }

    /** No command: the help says what there is. */
    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(),
                "no command; expected one of "
                        + String.join(", ", spec.subcommands().keySet())
                        + " (--help explains them)");
    }
}
