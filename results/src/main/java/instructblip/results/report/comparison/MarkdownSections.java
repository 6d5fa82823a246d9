package instructblip.results.report.comparison;

import instructblip.results.record.Printable;
import instructblip.results.report.TextTable.Align;
import instructblip.results.report.TextTable.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Sections as Markdown tables in the dialect of GitHub: nothing of the data is markup, a link, a
 * mention of somebody or the end of a cell.
 */
final class MarkdownSections {

    private static final int MOST_IN_CELL = 300;
    private static final String BACKSLASHED = "\\`*_{}[]#~!";

    private MarkdownSections() {}

    static List<String> lines(List<Section> sections) {
        List<String> lines = new ArrayList<>();
        for (Section section : sections) {
            if (!lines.isEmpty()) {
                lines.add("");
            }
            if (!section.title().isEmpty()) {
                lines.add("### " + cell(section.title()));
                lines.add("");
            }
            if (!section.rows().isEmpty()) {
                lines.addAll(table(section));
            }
            for (String note : section.notes()) {
                lines.add("");
                lines.add(cell(note));
            }
        }
        return lines;
    }

    private static List<String> table(Section section) {
        List<String> lines = new ArrayList<>();
        lines.add(row(section.headings()));
        lines.add(
                section.columns().stream()
                        .map(MarkdownSections::rule)
                        .collect(Collectors.joining("|", "|", "|")));
        section.rows().forEach(row -> lines.add(row(row)));
        return lines;
    }

    private static String rule(Column column) {
        return column.align() == Align.RIGHT ? "---:" : "---";
    }

    private static String row(List<String> cells) {
        return cells.stream()
                .map(MarkdownSections::cell)
                .collect(Collectors.joining(" | ", "| ", " |"));
    }

    private static String cell(String text) {
        return escape(CutText.of(text, MOST_IN_CELL));
    }

    /** The text as Markdown that shows it. */
    static String escape(String text) {
        StringBuilder escaped = new StringBuilder();
        Printable.escape(text).codePoints().forEach(c -> append(escaped, c));
        return escaped.toString().replace("://", "&#58;//").replace("www.", "www&#46;");
    }

    private static void append(StringBuilder escaped, int c) {
        switch (c) {
            case '&' -> escaped.append("&amp;");
            case '<' -> escaped.append("&lt;");
            case '>' -> escaped.append("&gt;");
            case '|' -> escaped.append("&#124;");
            case '$' -> escaped.append("&#36;");
            // GitHub tells people who are mentioned; an empty comment in between stops that.
            case '@' -> escaped.append("@<!-- -->");
            default -> {
                if (BACKSLASHED.indexOf(c) >= 0) {
                    escaped.append('\\');
                }
                escaped.appendCodePoint(c);
            }
        }
    }
}
