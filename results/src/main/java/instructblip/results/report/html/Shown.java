package instructblip.results.report.html;

import instructblip.results.record.Printable;
import java.util.List;
import java.util.Locale;

/**
 * A text of the data as a page shows it: control characters as escapes, a long one cut.
 *
 * @param text that is shown, not yet escaped for HTML
 * @param leftOut number of characters that are not shown
 */
record Shown(String text, int leftOut) {

    private static final int USUAL = 300;

    /** A name, a cell of a table or another text that is short as a rule. */
    static Shown of(String text) {
        return of(text, USUAL);
    }

    static Shown of(String text, int most) {
        if (text.length() <= most) {
            return new Shown(Printable.escape(text), 0);
        }
        int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
        return new Shown(Printable.escape(text.substring(0, end)), text.length() - end);
    }

    static List<Shown> all(List<String> texts) {
        return texts.stream().map(Shown::of).toList();
    }

    boolean isCut() {
        return leftOut > 0;
    }

    String cut() {
        return String.format(Locale.ROOT, "… %,d characters left out", leftOut);
    }
}
