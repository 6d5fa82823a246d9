package instructblip.cli.command;

import instructblip.cli.bench.ScoringBench;
import instructblip.cli.bench.ScoringReport;
import instructblip.cli.bench.ScoringReport.Timing;
import instructblip.cli.console.Console;
import instructblip.cli.console.ExitCode;
import instructblip.cli.console.Json;
import instructblip.cli.console.UsageException;
import instructblip.results.report.TextTable;
import instructblip.results.report.TextTable.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "bench", description = "Measures how fast the scorers are on this machine.")
public final class BenchCommand implements Callable<Integer> {

    @Mixin private OutputArguments output = new OutputArguments();

    @Option(names = "--scoring", description = "Measure the scorers on generated answers.")
    private boolean scoring;

    @Option(
            names = "--samples",
            paramLabel = "N",
            description = "Answers to score (default 200,000).")
    private int samples = ScoringBench.USUAL;

    @Option(
            names = "--save-inputs",
            paramLabel = "DIR",
            description = "With --scoring: write the answers there, to time other programs on.")
    private String inputs;

    private final Console console;

    public BenchCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        output.on(console);
        if (samples < 1) {
            throw new UsageException("--samples is %d; expected 1 or more".formatted(samples));
        }
        ScoringReport report =
                new ScoringBench(samples, Optional.ofNullable(inputs).map(Arguments::path)).run();
        if (output.json()) {
            console.print(Json.line(report));
        } else {
            console.print(table(report).lines());
        }
        return ExitCode.OK.code();
    }

    private static TextTable table(ScoringReport report) {
        List<List<String>> rows = new ArrayList<>();
        for (Timing run : report.runs()) {
            rows.add(
                    List.of(
                            run.metric(),
                            run.variant(),
                            String.format(Locale.ROOT, "%,d", run.samples()),
                            String.format(Locale.ROOT, "%.2f", run.value()),
                            String.format(Locale.ROOT, "%.3f", run.firstS()),
                            String.format(Locale.ROOT, "%.3f", run.medianS()),
                            String.format(Locale.ROOT, "%,.0f", run.samplesPerS())));
        }
        return new TextTable(
                List.of(
                        Column.left("metric"),
                        Column.left("variant"),
                        Column.right("answers"),
                        Column.right("value"),
                        Column.right("first s"),
                        Column.right("median s"),
                        Column.right("answers/s")),
                rows);
    }
}
