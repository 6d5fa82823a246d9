package instructblip.results.report;

import instructblip.results.compare.PublishedCell;
import instructblip.results.compare.PublishedRow;
import instructblip.results.report.ResultsTable.FurtherColumn;
import instructblip.results.store.BenchmarkResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
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

    private static final String NOT_COMPARABLE =
            "(…) published for another part of the data or another metric, or it is not said which: not comparable";
    private static final String SINGLE_SOURCE = "? known from a single transcription of the paper";

    public PublishedColumns {
        columns = List.copyOf(columns);
        footnotes = List.copyOf(footnotes);
    }

    /** The columns for these results. */
    public static PublishedColumns of(List<PublishedRow> rows, List<BenchmarkResult> results) {
        List<FurtherColumn> columns = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        for (PublishedRow row : rows) {
            Map<String, String> cells = cells(row, results);
            if (!cells.isEmpty()) {
                columns.add(new FurtherColumn(row.title(), cells));
                row.note().ifPresent(note -> notes.add(row.title() + ": " + note));
            }
        }
        return new PublishedColumns(columns, footnotes(columns, notes));
    }

    private static Map<String, String> cells(PublishedRow row, List<BenchmarkResult> results) {
        Map<String, String> cells = new LinkedHashMap<>();
        for (BenchmarkResult result : results) {
            row.cells(result.benchmark()).stream()
                    .reduce((first, second) -> isComparable(second, result) ? second : first)
                    .ifPresent(cell -> cells.put(result.benchmark(), text(cell, result)));
        }
        return cells;
    }

    private static boolean isComparable(PublishedCell cell, BenchmarkResult result) {
        return !result.counts().limited()
                && cell.metric().equals(result.metric())
                && cell.comparableSplit().filter(result.split()::equals).isPresent();
    }

    private static String text(PublishedCell cell, BenchmarkResult result) {
        String value = String.format(Locale.ROOT, "%.1f", cell.value()) + (cell.firm() ? "" : "?");
        return isComparable(cell, result) ? value : "(" + value + ")";
    }

    private static List<String> footnotes(List<FurtherColumn> columns, List<String> notes) {
        List<String> footnotes = new ArrayList<>();
        if (occurs(columns, "(")) {
            footnotes.add(NOT_COMPARABLE);
        }
        if (occurs(columns, "?")) {
            footnotes.add(SINGLE_SOURCE);
        }
        footnotes.addAll(notes);
        return footnotes;
    }

    private static boolean occurs(List<FurtherColumn> columns, String mark) {
        return columns.stream()
                .flatMap(column -> column.cells().values().stream())
                .anyMatch(cell -> cell.contains(mark));
    }
}
