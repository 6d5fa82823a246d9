package instructblip.results.report;

import instructblip.results.record.Printable;
import instructblip.results.report.TextTable.Column;
import instructblip.results.store.BenchmarkResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The table at the end of a run: a line per benchmark with value and 95 % interval, both rounded to
 * two decimals, and the number of samples. What makes a value less than the whole split's is noted
 * in its line.
 *
 * @param results in the order of the run
 * @param further columns, as published values
 * @param footnotes lines under the table
 */
public record ResultsTable(
        List<BenchmarkResult> results, List<FurtherColumn> further, List<String> footnotes) {

    /**
     * A column beside the run's own.
     *
     * @param cells by benchmark name; a benchmark without one gets a dash
     */
    public record FurtherColumn(String heading, Map<String, String> cells) {}

    /**
     * The table as lines without line breaks.
     *
     * @param terminal whether a terminal shows them
     */
    public List<String> lines(boolean terminal) {
        List<String> lines = new ArrayList<>(table().lines(terminal));
        if (!footnotes.isEmpty()) {
            lines.add("");
            footnotes.forEach(footnote -> lines.add(Printable.escape(footnote)));
        }
        return lines;
    }

    /** The table without its footnotes. */
    public TextTable table() {
        boolean noted = results.stream().anyMatch(result -> !ResultText.note(result).isEmpty());
        return new TextTable(
                columns(noted), results.stream().map(result -> row(result, noted)).toList());
    }

    private List<Column> columns(boolean noted) {
        List<Column> columns = new ArrayList<>();
        columns.add(Column.left("benchmark"));
        columns.add(Column.left("split"));
        columns.add(Column.left("metric"));
        columns.add(Column.right("value"));
        columns.add(Column.right("95 % interval"));
        columns.add(Column.right("n"));
        further.forEach(column -> columns.add(Column.right(column.heading())));
        if (noted) {
            columns.add(Column.left("note"));
        }
        return columns;
    }

    private List<String> row(BenchmarkResult result, boolean noted) {
        List<String> row = new ArrayList<>();
        row.add(result.benchmark());
        row.add(result.split());
        row.add(result.metric());
        row.add(ResultText.value(result));
        row.add(ResultText.interval(result));
        row.add(ResultText.count(result));
        further.forEach(
                column ->
                        row.add(
                                column.cells()
                                        .getOrDefault(result.benchmark(), ResultText.NOTHING)));
        if (noted) {
            row.add(ResultText.note(result));
        }
        return row;
    }
}
