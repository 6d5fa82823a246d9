package instructblip.results.report.comparison;

import instructblip.results.record.Printable;
import instructblip.results.report.TextTable;
import instructblip.results.report.TextTable.Align;
import instructblip.results.report.TextTable.Column;
import java.util.ArrayList;
import java.util.List;

/** Sections as text for a terminal: nothing of the data can move the cursor or break a line. */
final class TextSections {

    /** Characters of a text in a table, and of one that has a line for itself. */
    private static final int MOST_IN_CELL = 64;

    private static final int MOST_IN_LINE = 300;

    private TextSections() {}

    static List<String> lines(List<Section> sections) {
        List<String> lines = new ArrayList<>();
        for (Section section : sections) {
            if (!lines.isEmpty()) {
                lines.add("");
            }
            if (!section.title().isEmpty()) {
                lines.add(Printable.escape(CutText.of(section.title(), MOST_IN_LINE)));
            }
            lines.addAll(section.isList() ? list(section) : table(section));
            if (!section.notes().isEmpty()) {
                lines.add("");
                section.notes()
                        .forEach(
                                note ->
                                        lines.add(
                                                Printable.escape(CutText.of(note, MOST_IN_LINE))));
            }
        }
        return lines;
    }

    private static List<String> table(Section section) {
        if (section.rows().isEmpty()) {
            return List.of();
        }
        List<Column> columns =
                section.columns().stream()
                        .map(column -> new Column(cell(column.heading()), column.align()))
                        .toList();
        List<List<String>> rows = section.rows().stream().map(row -> cells(section, row)).toList();
        return new TextTable(columns, rows).lines();
    }

    /** The last text of a row has the rest of the line for itself. */
    private static List<String> cells(Section section, List<String> row) {
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < row.size(); i++) {
            boolean last = i == row.size() - 1 && section.columns().get(i).align() == Align.LEFT;
            cells.add(CutText.of(row.get(i), last ? MOST_IN_LINE : MOST_IN_CELL));
        }
        return cells;
    }

    private static String cell(String text) {
        return CutText.of(text, MOST_IN_CELL);
    }

    /** A line per text, under the first of the row. */
    private static List<String> list(Section section) {
        List<String> lines = new ArrayList<>();
        List<Column> keys = List.of(Column.left(""), Column.left(""));
        for (List<String> row : section.rows()) {
            List<List<String>> texts = new ArrayList<>();
            for (int i = 1; i < row.size(); i++) {
                texts.add(
                        List.of(
                                "  " + cell(section.headings().get(i)),
                                CutText.of(row.get(i), MOST_IN_LINE)));
            }
            lines.add(Printable.escape(CutText.of(row.get(0), MOST_IN_LINE)));
            List<String> block = new TextTable(keys, texts).lines();
            lines.addAll(block.subList(2, block.size()));
        }
        return lines;
    }
}
