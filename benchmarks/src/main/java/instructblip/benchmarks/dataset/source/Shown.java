package instructblip.benchmarks.dataset.source;

/** Text from data as a message may show it: short, on one line, control characters escaped. */
public final class Shown {

    private static final int LONGEST = 80;

    private Shown() {}

    /** The text itself where it is harmless. */
    public static String text(String text) {
        int end =
                text.offsetByCodePoints(
                        0, Math.min(LONGEST, text.codePointCount(0, text.length())));
        StringBuilder shown = new StringBuilder();
        text.substring(0, end).codePoints().forEach(c -> append(shown, c));
        return end < text.length() ? shown + "…" : shown.toString();
    }

    /** In quotes. */
    public static String quoted(String text) {
        return '"' + text(text) + '"';
    }

    private static void append(StringBuilder shown, int c) {
        switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    shown.append("\\u%04x".formatted(c));
            default -> shown.appendCodePoint(c);
        }
    }
}
