package instructblip.benchmarks.dataset.source;

/** Strips as Python's {@code str.strip()} does; Java's own leaves no-break spaces. */
public final class OuterSpace {

    private OuterSpace() {}

    /** The text without white space at its ends. */
    public static String strip(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isSpace(text.charAt(start))) {
            start++;
        }
        while (end > start && isSpace(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    private static boolean isSpace(char c) {
        return Character.isSpaceChar(c)
                || c >= 0x09 && c <= 0x0D
                || c >= 0x1C && c <= 0x1F
                || c == 0x85;
    }
}
