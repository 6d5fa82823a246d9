package instructblip.cli.command;

import instructblip.cli.console.Console;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(name = "doctor", description = "Audits a checkpoint without running it.")
public final class DoctorCommand implements Callable<Integer> {
    private final Console console;

    public DoctorCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        console.print("");
        return 0;
    }
}
