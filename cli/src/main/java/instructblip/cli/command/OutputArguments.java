package instructblip.cli.command;

import instructblip.cli.console.Console;
import picocli.CommandLine.Option;

/** What is printed. */
final class OutputArguments {

    @Option(names = "--json", description = "Print one JSON document instead of text.")
    private boolean json;

    @Option(names = "--quiet", description = "No progress and no notes.")
    private boolean quiet;

    boolean json() {
        return json;
    }

    /** The console, quiet where asked. */
    Console on(Console console) {
        if (quiet) {
            console.beQuiet();
        }
        return console;
    }
}
