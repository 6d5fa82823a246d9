package instructblip.results.record;

/**
 * Text from data, made safe to print: what would move the cursor, colour the screen, break the line
 * or turn the reading direction is shown as an escape.
 */
public final class Printable {

    private static final int MOST_QUOTED = 80;

    private Printable() {}

    /** The text with its control characters as {@code \n}, {@code \u001b} and so on. */
    public static String escape(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints().forEach(c -> append(safe, c));
        return safe.toString();
    }

    /** The escaped text in quotation marks, cut after 80 characters. */
    public static String quote(String text) {
        boolean cut = text.length() > MOST_QUOTED;
        return "\"" + escape(cut ? text.substring(0, MOST_QUOTED) + "…" : text) + "\"";
    }

    private static void append(StringBuilder safe, int c) {
        switch (c) {
            case '\n' -> safe.append("\\n");
            case '\r' -> safe.append("\\r");
            case '\t' -> safe.append("\\t");
            default -> {
                if (isUnsafe(c)) {
                    safe.append("\\u%04x".formatted(c));
                } else {
                    safe.appendCodePoint(c);
                }
            }
        }
    }

    static boolean isUnsafe(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE ->
                    true;
            case Character.FORMAT -> turnsDirection(c) || c == 0xFEFF;
            default -> false;
        };
    }

    /** Other format characters, as the joiner inside an emoji, are part of the text. */
    private static boolean turnsDirection(int c) {
        return c == 0x061C
                || (c >= 0x200E && c <= 0x200F)
                || (c >= 0x202A && c <= 0x202E)
                || (c >= 0x2066 && c <= 0x2069);
    }
}
