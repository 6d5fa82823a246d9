package instructblip.results.report.comparison;

import instructblip.results.report.TextTable.Column;
import java.util.List;

/**
 * A part of a comparison for people, before it is written in a format: texts are whole and as the
 * data has them.
 *
 * @param title one line; empty for the first part
 * @param columns left-aligned ones hold texts, right-aligned ones figures
 * @param rows as many cells each as there are columns
 * @param isList whether each row is to be read by itself, since its texts are long
 * @param notes under it, a line each
 */
public record Section(
        String title,
        List<Column> columns,
        List<List<String>> rows,
        boolean isList,
        List<String> notes) {

    public Section {
        columns = List.copyOf(columns);
        rows = rows.stream().map(List::copyOf).toList();
        notes = List.copyOf(notes);
    }

    /** A last column that is empty, as of notes when there are none, is left out. */
    static Section table(
            String title, List<Column> columns, List<List<String>> rows, List<String> notes) {
        int last = columns.size() - 1;
        return rows.stream().allMatch(row -> row.get(last).isEmpty())
                ? new Section(
                        title,
                        columns.subList(0, last),
                        rows.stream().map(row -> row.subList(0, last)).toList(),
                        false,
                        notes)
                : new Section(title, columns, rows, false, notes);
    }

    static Section list(
            String title, List<Column> columns, List<List<String>> rows, List<String> notes) {
        return new Section(title, columns, rows, true, notes);
    }

    List<String> headings() {
        return columns.stream().map(Column::heading).toList();
    }
}
