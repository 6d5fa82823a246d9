package instructblip.cli.command;

import instructblip.cli.console.Console;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "data",
        description = "Checks a benchmark's files, shows its samples, or draws a data set.")
public final class DataCommand implements Runnable {

    @Spec private CommandSpec spec;

    private DataCommand() {}

    /** The command with those under it. */
    public static CommandLine with(Console console) {
        return new CommandLine(new DataCommand())
                .addSubcommand(new DataCheckCommand(console))
                .addSubcommand(new DataSampleCommand(console))
                .addSubcommand(new DataDrawCommand(console));
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "expected " + String.join(" or ", spec.subcommands().keySet()) + " behind data");
    }
}
