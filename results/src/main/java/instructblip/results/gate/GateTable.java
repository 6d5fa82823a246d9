package instructblip.results.gate;

import instructblip.results.record.Printable;
import instructblip.results.report.TextTable;
import instructblip.results.report.TextTable.Column;
import instructblip.results.statistics.RegressionCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A gate's findings as cells of text, for the screen and for Markdown. */
final class GateTable {

    private static final List<Column> COLUMNS =
            List.of(
                    Column.left("benchmark"),
                    Column.left("metric"),
                    Column.right("baseline"),
                    Column.right("candidate"),
                    Column.right("difference"),
                    Column.right("at least"),
                    Column.right("margin"),
                    Column.right("worse"),
                    Column.right("better"),
                    Column.right("n"),
                    Column.right("p"),
                    Column.left("verdict"));

    private GateTable() {}

    static TextTable of(GateReport report) {
        return new TextTable(COLUMNS, report.benchmarks().stream().map(GateTable::row).toList());
    }

    static List<String> headings() {
        return COLUMNS.stream().map(Column::heading).toList();
    }

    /** A benchmark's cells, as many as there are headings. */
    static List<String> row(BenchmarkVerdict found) {
        Optional<RegressionCheck> check = found.check();
        return List.of(
                found.benchmark(),
                found.metric().isEmpty() ? GateNumbers.NOTHING : found.metric(),
                GateNumbers.points(found.baseline()),
                GateNumbers.points(found.candidate()),
                cell(check.map(value -> GateNumbers.difference(value.difference()))),
                cell(check.map(value -> GateNumbers.difference(value.lowerBound()))),
                GateNumbers.points(found.margin()),
                cell(check.map(value -> String.valueOf(value.worse()))),
                cell(check.map(value -> String.valueOf(value.better()))),
                cell(check.map(value -> String.valueOf(value.n()))),
                found.adjustedP().isPresent()
                        ? GateNumbers.p(found.adjustedP().getAsDouble())
                        : GateNumbers.NOTHING,
                found.verdict().text() + (found.isBetter() ? ", better" : ""));
    }

    private static String cell(Optional<String> text) {
        return text.orElse(GateNumbers.NOTHING);
    }

    /** What the columns mean and why the verdicts are what they are, a sentence or two a line. */
    static List<String> remarks(GateReport report) {
        List<String> remarks = new ArrayList<>();
        report.benchmarks()
                .forEach(
                        found ->
                                found.reasons()
                                        .forEach(
                                                reason ->
                                                        remarks.add(
                                                                found.benchmark()
                                                                        + ": "
                                                                        + reason)));
        remarks.addAll(report.notes());
        double alpha = report.rules().alpha();
        remarks.add(
                "at least: lower %s %% bound of the difference; a pass needs it above −(margin + %s)."
                        .formatted(
                                percent(1 - alpha),
                                GateNumbers.points(report.rules().resolution())));
        remarks.add(
                "p: one-sided, of no loss beyond the margin, after Holm; a regression is one of at most %s."
                        .formatted(alpha));
        return remarks.stream().map(Printable::escape).toList();
    }

    private static String percent(double share) {
        String text = String.format(Locale.ROOT, "%.2f", 100 * share);
        return text.replaceAll("\\.?0+$", "");
    }
}
