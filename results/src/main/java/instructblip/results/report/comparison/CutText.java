package instructblip.results.report.comparison;

import java.util.Locale;

/** Shortens long texts so that one sees it. */
final class CutText {

    private CutText() {}

    /** The text, or its beginning and how much more there is. */
    static String of(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
        return String.format(
                Locale.ROOT,
                "%s… (%,d more characters)",
                text.substring(0, end),
                text.length() - end);
    }
}
