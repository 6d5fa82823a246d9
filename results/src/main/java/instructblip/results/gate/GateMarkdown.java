package instructblip.results.gate;

import instructblip.results.record.Printable;
import instructblip.results.report.TextTable;
import instructblip.results.report.TextTable.Align;
import java.util.List;
import java.util.stream.Collectors;

/** A gate's findings in GitHub's Markdown, for a job's summary. Texts from data stay texts. */
public final class GateMarkdown {

    /** What Markdown, its tables, formulas, mentions and links or HTML could read as its own. */
    private static final String SPECIAL = "\\`*_{}[]()<>#|~&!$@^=\"':";

    private GateMarkdown() {}

    /** The document, with a line break at its end. */
    public static String of(GateReport report) {
        StringBuilder document = new StringBuilder();
        document.append("## Gate: ").append(report.verdict().text()).append("\n\n");
        document.append("Candidate ")
                .append(text(report.candidate()))
                .append(" against baseline ")
                .append(text(report.baseline()))
                .append("\n\n");
        TextTable table = GateTable.of(report);
        document.append(row(table.columns().stream().map(TextTable.Column::heading).toList()));
        document.append(
                table.columns().stream()
                        .map(column -> column.align() == Align.RIGHT ? "--:" : ":--")
                        .collect(Collectors.joining(" | ", "| ", " |\n")));
        table.rows().forEach(cells -> document.append(row(cells)));
        document.append('\n');
        GateTable.remarks(report)
                .forEach(remark -> document.append("* ").append(text(remark)).append('\n'));
        return document.toString();
    }

    private static String row(List<String> cells) {
        return cells.stream()
                .map(GateMarkdown::text)
                .collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    /** A text in which nothing has a meaning but itself. */
    static String text(String text) {
        StringBuilder safe = new StringBuilder();
        Printable.escape(text)
                .codePoints()
                .forEach(
                        c -> {
                            if (SPECIAL.indexOf(c) >= 0) {
                                safe.append("&#").append(c).append(';');
                            } else {
                                safe.appendCodePoint(c);
                            }
                        });
        return safe.toString();
    }
}
