package instructblip.results.report.comparison;

import instructblip.results.report.MarkdownText;
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
        return MarkdownText.of(CutText.of(text, MOST_IN_CELL));
    }
}
