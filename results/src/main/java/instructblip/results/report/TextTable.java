package instructblip.results.report;

import instructblip.results.record.Printable;
import java.util.ArrayList;
import java.util.List;

/**
 * A table of text for a screen: columns aligned, two spaces apart, a line under the headings. What
 * comes from data cannot move the cursor or break a line.
 *
 * @param rows as many cells each as there are columns
 */
public record TextTable(List<Column> columns, List<List<String>> rows) {

    /** On which side a column's cells begin. */
    public enum Align {
        LEFT,
        RIGHT
    }

    /** A column's heading and side. */
    public record Column(String heading, Align align) {

        /** A column of texts. */
        public static Column left(String heading) {
            return new Column(heading, Align.LEFT);
        }

        /** A column of numbers. */
        public static Column right(String heading) {
            return new Column(heading, Align.RIGHT);
        }
    }

    private static final String GAP = "  ";
    private static final String BOLD = "\u001b[1m";
    private static final String PLAIN = "\u001b[0m";

    public TextTable {
        columns = List.copyOf(columns);
        rows = rows.stream().map(List::copyOf).toList();
        for (List<String> row : rows) {
            if (row.size() != columns.size()) {
                throw new IllegalArgumentException(
                        row.size() + " cells for " + columns.size() + " columns");
            }
        }
    }

    /** The table as lines without line breaks, headings first. */
    public List<String> lines() {
        return lines(false);
    }

    /**
     * The table as lines without line breaks, headings first.
     *
     * @param terminal whether a terminal shows them, which may print headings in bold
     */
    public List<String> lines(boolean terminal) {
        List<String> headings = columns.stream().map(Column::heading).toList();
        List<Integer> widths = widths(headings);
        List<String> lines = new ArrayList<>();
        String heading = line(headings, widths);
        lines.add(terminal ? BOLD + heading + PLAIN : heading);
        lines.add(line(widths.stream().map("─"::repeat).toList(), widths));
        rows.forEach(row -> lines.add(line(row, widths)));
        return lines;
    }

    private List<Integer> widths(List<String> headings) {
        List<Integer> widths = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            int width = width(headings.get(i));
            for (List<String> row : rows) {
                width = Math.max(width, width(row.get(i)));
            }
            widths.add(width);
        }
        return widths;
    }

    private static int width(String cell) {
        return DisplayWidth.of(Printable.escape(cell));
    }

    private String line(List<String> cells, List<Integer> widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < columns.size(); i++) {
            String cell = Printable.escape(cells.get(i));
            String space = " ".repeat(widths.get(i) - DisplayWidth.of(cell));
            boolean right = columns.get(i).align() == Align.RIGHT;
            line.append(i == 0 ? "" : GAP).append(right ? space + cell : cell + space);
        }
        return line.toString().stripTrailing();
    }
}
