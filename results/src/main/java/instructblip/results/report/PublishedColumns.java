package instructblip.results.report;

import instructblip.results.compare.PublishedCell;
import instructblip.results.compare.PublishedDifference;
import instructblip.results.compare.PublishedRow;
import instructblip.results.report.ResultsTable.FurtherColumn;
import instructblip.results.store.BenchmarkResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Published rows as columns beside a run's results. A value of other data or another metric stands
 * in parentheses, one of a single source has a question mark, and footnotes say so where it
 * happens.
 *
 * @param columns one per row, in their order; a row without a value for any benchmark has none
 * @param footnotes what the marks mean, as far as they occur, and the rows' own notes
 */
public record PublishedColumns(List<FurtherColumn> columns, List<String> footnotes) {

    public PublishedColumns {
        columns = List.copyOf(columns);
        footnotes = List.copyOf(footnotes);
    }

    /** The columns for these results. */
    public static PublishedColumns of(List<PublishedRow> rows, List<BenchmarkResult> results) {
        List<FurtherColumn> columns = new ArrayList<>();
        List<PublishedRow> shown = new ArrayList<>();
        for (PublishedRow row : rows) {
            Map<String, String> cells = cells(row, results);
            if (!cells.isEmpty()) {
                columns.add(new FurtherColumn(row.title(), cells));
                shown.add(row);
            }
        }
        List<String> values =
                columns.stream().flatMap(column -> column.cells().values().stream()).toList();
        return new PublishedColumns(columns, PublishedText.footnotes(values, shown));
    }

    private static Map<String, String> cells(PublishedRow row, List<BenchmarkResult> results) {
        Map<String, String> cells = new LinkedHashMap<>();
        for (BenchmarkResult result : results) {
            row.cells(result.benchmark()).stream()
                    .reduce((first, second) -> isComparable(second, result) ? second : first)
                    .ifPresent(
                            cell ->
                                    cells.put(
                                            result.benchmark(),
                                            PublishedText.value(cell, isComparable(cell, result))));
        }
        return cells;
    }

    private static boolean isComparable(PublishedCell cell, BenchmarkResult result) {
        return PublishedDifference.of(result, cell).isComparable();
    }
}
