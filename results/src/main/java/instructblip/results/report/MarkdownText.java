package instructblip.results.report;

import instructblip.results.record.Printable;

/**
 * Text from data in GitHub's dialect of Markdown, inside a table's cell or elsewhere: nothing of it
 * is markup, a formula, a link, a mention of somebody or the end of a cell.
 */
public final class MarkdownText {

    private static final String BACKSLASHED = "\\`*_{}[]#~!";

    private MarkdownText() {}

    /** The text as Markdown that shows it. */
    public static String of(String text) {
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
