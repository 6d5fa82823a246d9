package instructblip.results.report.comparison;

import instructblip.results.record.Printable;
import instructblip.results.report.TextTable.Align;
import instructblip.results.report.TextTable.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Sections as LaTeX, without packages: nothing of the data is a command. */
final class LatexSections {

    private static final int MOST_IN_CELL = 300;
    private static final String LINE_END = " \\\\";

    /** Two of them would become another character. */
    private static final String LIGATURES = "-',";

    private LatexSections() {}

    static List<String> lines(List<Section> sections) {
        List<String> lines = new ArrayList<>();
        for (Section section : sections) {
            if (!lines.isEmpty()) {
                lines.add("");
            }
            if (!section.title().isEmpty()) {
                lines.add("\\paragraph{" + text(section.title()) + "}");
                lines.add("");
            }
            if (!section.rows().isEmpty()) {
                lines.addAll(section.isList() ? list(section) : table(section));
            }
            for (String note : section.notes()) {
                lines.add("");
                lines.add("\\noindent " + text(note));
            }
        }
        return lines;
    }

    private static List<String> table(Section section) {
        List<String> lines = new ArrayList<>();
        lines.add(
                section.columns().stream()
                        .map(column -> column.align() == Align.RIGHT ? "r" : "l")
                        .collect(Collectors.joining("", "\\begin{tabular}{", "}")));
        lines.add("\\hline");
        lines.add(
                section.headings().stream()
                        .map(LatexSections::text)
                        .collect(Collectors.joining(" & ", "", LINE_END)));
        lines.add("\\hline");
        section.rows().forEach(row -> lines.add(row(section, row)));
        lines.add("\\hline");
        lines.add("\\end{tabular}");
        return lines;
    }

    private static String row(Section section, List<String> row) {
        return IntStream.range(0, row.size())
                .mapToObj(i -> cell(section.columns().get(i), row.get(i)))
                .collect(Collectors.joining(" & ", "", LINE_END));
    }

    private static String cell(Column column, String text) {
        String escaped = text(text);
        return column.align() == Align.RIGHT ? escaped.replace("-", "$-$") : escaped;
    }

    private static List<String> list(Section section) {
        List<String> lines = new ArrayList<>();
        lines.add("\\begin{description}");
        for (List<String> row : section.rows()) {
            lines.add("\\item[{" + text(row.get(0)) + "}]");
            for (int i = 1; i < row.size(); i++) {
                lines.add(
                        "\\emph{"
                                + text(section.headings().get(i))
                                + "}: "
                                + text(row.get(i))
                                + "\\newline{}");
            }
        }
        lines.add("\\end{description}");
        return lines;
    }

    private static String text(String text) {
        return escape(CutText.of(text, MOST_IN_CELL));
    }

    /** The text as LaTeX that prints it. */
    static String escape(String text) {
        StringBuilder escaped = new StringBuilder();
        int before = 0;
        for (int c : Printable.escape(text).codePoints().toArray()) {
            if (c == before && LIGATURES.indexOf(c) >= 0) {
                escaped.append("{}");
            }
            append(escaped, c);
            before = c;
        }
        return escaped.toString();
    }

    private static void append(StringBuilder escaped, int c) {
        switch (c) {
            case '\\' -> escaped.append("\\textbackslash{}");
            case '~' -> escaped.append("\\textasciitilde{}");
            case '^' -> escaped.append("\\textasciicircum{}");
            case '<' -> escaped.append("\\textless{}");
            case '>' -> escaped.append("\\textgreater{}");
            case '|' -> escaped.append("\\textbar{}");
            case '`' -> escaped.append("\\textasciigrave{}");
            // A shorthand of some languages of babel.
            case '"' -> escaped.append("\\char34{}");
            case '{', '}', '$', '&', '#', '_', '%' -> escaped.append('\\').appendCodePoint(c);
            // At the beginning of a line these would be read as arguments of the line before.
            case '[', ']', '*' -> escaped.append('{').appendCodePoint(c).append('}');
            default -> escaped.appendCodePoint(c);
        }
    }
}
