package instructblip.results.gate;

import instructblip.results.report.MarkdownText;
import instructblip.results.report.TextTable;
import instructblip.results.report.TextTable.Align;
import java.util.List;
import java.util.stream.Collectors;

/** A gate's findings in GitHub's Markdown, for a job's summary. Texts from data stay texts. */
public final class GateMarkdown {

    private GateMarkdown() {}

    /** The document, with a line break at its end. */
    public static String of(GateReport report) {
        StringBuilder document = new StringBuilder();
        document.append("## Gate: ").append(report.verdict().text()).append("\n\n");
        document.append("Candidate ")
                .append(MarkdownText.of(report.candidate()))
                .append(" against baseline ")
                .append(MarkdownText.of(report.baseline()))
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
                .forEach(
                        remark ->
                                document.append("* ").append(MarkdownText.of(remark)).append('\n'));
        return document.toString();
    }

    private static String row(List<String> cells) {
        return cells.stream()
                .map(MarkdownText::of)
                .collect(Collectors.joining(" | ", "| ", " |\n"));
    }
}
