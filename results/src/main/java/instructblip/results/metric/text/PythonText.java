package instructblip.results.metric.text;

import java.util.ArrayList;
import java.util.List;

/**
 * Text operations that must agree with Python's, whose white space and lower case are not Java's.
 */
public final class PythonText {

    private static final char CAPITAL_SIGMA = 'Σ';
    private static final char CAPITAL_DOTTED_I = 'İ';

    private PythonText() {}

    /** {@code str.strip()}. */
    public static String strip(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isSpace(text.charAt(from))) {
            from++;
        }
        while (to > from && isSpace(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    /** {@code str.split()}: the words between runs of white space. */
    public static List<String> split(String text) {
        List<String> words = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            int from = at;
            while (at < text.length() && !isSpace(text.charAt(at))) {
                at++;
            }
            if (at > from) {
                words.add(text.substring(from, at));
            }
            at++;
        }
        return words;
    }

    /**
     * {@code str.lower()}. Java's own decides on a final sigma with a word iterator, Python with
     * the rule of the Unicode standard (section 3.13).
     */
    public static String lower(String text) {
        int at = 0;
        while (at < text.length() && isLowerAscii(text.charAt(at))) {
            at++;
        }
        if (at == text.length()) {
            return text;
        }
        StringBuilder lower = new StringBuilder(text.length()).append(text, 0, at);
        while (at < text.length()) {
            int letter = text.codePointAt(at);
            int after = at + Character.charCount(letter);
            if (letter == CAPITAL_SIGMA) {
                lower.append(isFinal(text, at, after) ? 'ς' : 'σ');
            } else if (letter == CAPITAL_DOTTED_I) {
                lower.append("i\u0307");
            } else {
                lower.appendCodePoint(Character.toLowerCase(letter));
            }
            at = after;
        }
        return lower.toString();
    }

    /** {@code \d} of a text pattern: a decimal digit of any script. */
    public static boolean isDigit(int codePoint) {
        return codePoint < 0x80
                ? codePoint >= '0' && codePoint <= '9'
                : Character.getType(codePoint) == Character.DECIMAL_DIGIT_NUMBER;
    }

    /** {@code str.isspace()} of one character; all of them lie in the basic plane. */
    private static boolean isSpace(char c) {
        if (c < 0x80) {
            return c == ' ' || (c >= 0x09 && c <= 0x0D) || (c >= 0x1C && c <= 0x1F);
        }
        return c == 0x85
                || c == 0xA0
                || c == 0x1680
                || (c >= 0x2000 && c <= 0x200A)
                || c == 0x2028
                || c == 0x2029
                || c == 0x202F
                || c == 0x205F
                || c == 0x3000;
    }

    private static boolean isLowerAscii(char c) {
        return c < 0x80 && (c < 'A' || c > 'Z');
    }

    /** A sigma is final after a letter with case and not before one, ignorable characters apart. */
    private static boolean isFinal(String text, int at, int after) {
        int before = at;
        int letter = 0;
        do {
            if (before == 0) {
                return false;
            }
            letter = text.codePointBefore(before);
            before -= Character.charCount(letter);
        } while (isCaseIgnorable(letter));
        if (!isCased(letter)) {
            return false;
        }
        int next = after;
        while (next < text.length()) {
            letter = text.codePointAt(next);
            if (!isCaseIgnorable(letter)) {
                return !isCased(letter);
            }
            next += Character.charCount(letter);
        }
        return true;
    }

    private static boolean isCased(int codePoint) {
        return Character.isLowerCase(codePoint)
                || Character.isUpperCase(codePoint)
                || Character.isTitleCase(codePoint);
    }

    private static boolean isCaseIgnorable(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.NON_SPACING_MARK,
                    Character.ENCLOSING_MARK,
                    Character.FORMAT,
                    Character.MODIFIER_LETTER,
                    Character.MODIFIER_SYMBOL ->
                    true;
            default -> "'.:·\u0387\u055F\u05F4‘’․‧︓﹒﹕＇．：".indexOf(codePoint) >= 0;
        };
    }
}
