package instructblip.results.report.html;

import instructblip.results.report.TextTable;
import instructblip.results.report.TextTable.Align;
import instructblip.results.report.comparison.Section;
import java.util.List;

/**
 * A table.
 *
 * @param title empty for one that needs none
 * @param columns headings
 * @param rows as many cells each as there are columns
 * @param notes under it
 */
record TableView(Shown title, List<Head> columns, List<List<Shown>> rows, List<Shown> notes) {

    private static final int SHORT = 12;

    /**
     * A heading.
     *
     * @param number whether the column holds figures
     */
    record Head(Shown text, boolean number) {}

    static TableView of(Section section) {
        return of(section.title(), section.columns(), section.rows(), section.notes());
    }

    static TableView of(String title, TextTable table, List<String> notes) {
        return of(title, table.columns(), table.rows(), notes);
    }

    private static TableView of(
            String title,
            List<TextTable.Column> columns,
            List<List<String>> rows,
            List<String> notes) {
        return new TableView(
                Shown.of(title),
                columns.stream().map(TableView::head).toList(),
                rows.stream().map(Shown::all).toList(),
                Shown.all(notes));
    }

    /** Whether it may stand open where more follows below. */
    boolean isShort() {
        return rows.size() <= SHORT;
    }

    private static Head head(TextTable.Column column) {
        return new Head(Shown.of(column.heading()), column.align() == Align.RIGHT);
    }
}
