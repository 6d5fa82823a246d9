package instructblip.cli.command;

import instructblip.cli.bench.BatchAgreement;
import instructblip.cli.bench.ModelReport;
import instructblip.cli.bench.ModelTiming;
import instructblip.cli.bench.ScoringReport;
import instructblip.results.report.TextTable;
import instructblip.results.report.TextTable.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Measurements for people. */
final class BenchTables {

    private BenchTables() {}

    static List<String> lines(ScoringReport report) {
        List<List<String>> rows = new ArrayList<>();
        for (ScoringReport.Timing run : report.runs()) {
            rows.add(
                    List.of(
                            run.metric(),
                            run.variant(),
                            format("%,d", run.samples()),
                            format("%.2f", run.value()),
                            format("%.3f", run.firstS()),
                            format("%.3f", run.medianS()),
                            format("%,.0f", run.samplesPerS())));
        }
        TextTable table =
                new TextTable(
                        List.of(
                                Column.left("metric"),
                                Column.left("variant"),
                                Column.right("answers"),
                                Column.right("value"),
                                Column.right("first s"),
                                Column.right("median s"),
                                Column.right("answers/s")),
                        rows);
        return Stream.concat(
                        table.lines().stream(), Stream.of("", peak(report.peakRssBytes()).strip()))
                .toList();
    }

    static List<String> lines(ModelReport report) {
        ModelTiming first = report.runs().get(0);
        List<String> lines = new ArrayList<>();
        lines.add(
                "%s on %s in %s, %d threads; %s, %d samples"
                        .formatted(
                                first.model(),
                                first.device(),
                                first.dtype(),
                                first.threads(),
                                first.work(),
                                first.samples()));
        lines.add("");
        lines.addAll(table(report.runs()).lines());
        lines.add("");
        lines.add(
                "Stages in seconds; read and decode go on beside the model, summed over threads.");
        lines.add(
                format("Ready %.2f s after opening the folder.", first.loadS())
                        + peak(report.runs().get(report.runs().size() - 1).peakRssBytes()));
        report.againstBatch1().ifPresent(agreement -> lines.addAll(lines(agreement)));
        return lines;
    }

    private static TextTable table(List<ModelTiming> runs) {
        List<Column> columns = new ArrayList<>();
        columns.add(Column.left("batch"));
        columns.add(Column.right("samples/s"));
        columns.add(Column.right("seconds"));
        columns.add(Column.right("images"));
        runs.get(0).stages().keySet().forEach(stage -> columns.add(Column.right(stage)));
        List<List<String>> rows = new ArrayList<>();
        for (ModelTiming run : runs) {
            List<String> row = new ArrayList<>();
            row.add(run.batchSize().equals("auto") ? "auto: " + run.batch() : run.batchSize());
            row.add(format("%.2f", run.samplesPerS()));
            row.add(format("%.2f", run.wallS()));
            row.add(format("%d", run.vitImages()));
            run.stages().values().forEach(seconds -> row.add(format("%.3f", seconds)));
            rows.add(row);
        }
        return new TextTable(columns, rows);
    }

    private static List<String> lines(BatchAgreement agreement) {
        List<String> lines = new ArrayList<>();
        lines.add(
                agreement.equal()
                        ? "All answers equal those of single samples."
                        : "%d answers DIFFER from those of single samples:"
                                .formatted(agreement.differing().size()));
        for (BatchAgreement.Difference each : agreement.differing()) {
            lines.add(
                    "batch %d, %s: %s instead of %s"
                            .formatted(
                                    each.batch(),
                                    Arguments.shown(each.id()),
                                    Arguments.shown(each.found()),
                                    Arguments.shown(each.expected())));
        }
        agreement
                .largestScoreDifference()
                .ifPresent(
                        largest ->
                                lines.add(format("Largest difference of a loss: %.1e", largest)));
        return lines;
    }

    private static String peak(Optional<Long> bytes) {
        return bytes.map(peak -> format(" Peak memory %.2f GB.", peak / 1e9)).orElse("");
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
