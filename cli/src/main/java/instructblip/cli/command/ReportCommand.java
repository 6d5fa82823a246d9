package instructblip.cli.command;

import instructblip.cli.console.Console;
import instructblip.cli.console.ExitCode;
import instructblip.cli.report.DataFolders;
import instructblip.cli.report.DataPictures;
import instructblip.cli.report.StoredReport;
import instructblip.results.record.Printable;
import instructblip.results.report.html.RunPage;
import instructblip.results.store.StoredRun;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "report",
        description = "Writes a stored run as one HTML file: values, plots, samples with pictures.")
public final class ReportCommand implements Callable<Integer> {

    @Mixin private PictureArguments pictures = new PictureArguments();

    @Parameters(paramLabel = "RUN", description = "Folder of a run.")
    private String run;

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "Write there (default report.html in the run's folder).")
    private String file;

    @Option(names = "--quiet", description = "No notes.")
    private boolean quiet;

    private final Console console;

    public ReportCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (quiet) {
            console.beQuiet();
        }
        StoredRun stored = StoredRun.read(Arguments.path(run));
        DataFolders folders = pictures.folders();
        StoredReport report = StoredReport.of(stored);
        Path path = file == null ? stored.report() : Arguments.path(file);
        DataPictures found = folders.pictures(List.of(report.run().identity()));
        String html = RunPage.html(report.run(), found);
        new OutputFile("--output", path).write(out -> out.append(html));
        report.remarks().forEach(line -> console.complain(Printable.escape(line) + "."));
        console.note("Written to " + Printable.escape(path.toString()));
        return ExitCode.OK.code();
    }
}
