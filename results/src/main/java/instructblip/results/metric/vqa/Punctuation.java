package instructblip.results.metric.vqa;

import instructblip.results.metric.text.PythonText;
import java.util.BitSet;

/**
 * {@code processPunctuation} of the VQA scorers, quirks included: a sign that stands beside a space
 * anywhere is deleted everywhere, any other becomes a space; a comma between digits deletes every
 * sign; at most 32 full stops are removed, because {@code re.UNICODE} landed in the place of a
 * count.
 */
public enum Punctuation {
    /** GT-Vision-Lab/VQA {@code vqaEval.py}; the same in LAVIS and in the VizWiz API. */
    OFFICIAL,
    /** mmf {@code m4c_evaluators.py}: also a run of commas between digits deletes every sign. */
    M4C,
    /** VLMEvalKit {@code vqa_eval.py}: a full stop after a digit stays. */
    VLMEVALKIT;

    private static final String SIGNS = ";/[]\"{}()=+\\_-><@`,?!";
    private static final int MAX_REMOVED_STOPS = 32;
    private static final BitSet IS_SIGN = new BitSet(0x80);

    static {
        SIGNS.chars().forEach(IS_SIGN::set);
    }

    /** The text without its punctuation. */
    public String remove(String text) {
        int at = 0;
        while (at < text.length() && text.charAt(at) != '.' && !isSign(text.charAt(at))) {
            at++;
        }
        return at == text.length() ? text : removeStops(removeSigns(text));
    }

    private String removeSigns(String text) {
        boolean deleteAll = hasCommaBetweenDigits(text);
        BitSet deleted = deleteAll ? IS_SIGN : signsBesideSpaces(text);
        StringBuilder kept = new StringBuilder(text.length());
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (!isSign(c)) {
                kept.append(c);
            } else if (!deleted.get(c)) {
                kept.append(' ');
            }
        }
        return kept.toString();
    }

    private static BitSet signsBesideSpaces(String text) {
        BitSet found = new BitSet(0x80);
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (isSign(c)
                    && ((at > 0 && text.charAt(at - 1) == ' ')
                            || (at + 1 < text.length() && text.charAt(at + 1) == ' '))) {
                found.set(c);
            }
        }
        return found;
    }

    private boolean hasCommaBetweenDigits(String text) {
        int comma = text.indexOf(',');
        while (comma >= 0) {
            int after = comma + 1;
            while (this == M4C && after < text.length() && text.charAt(after) == ',') {
                after++;
            }
            if (isDigitBefore(text, comma) && isDigitAt(text, after)) {
                return true;
            }
            comma = text.indexOf(',', after);
        }
        return false;
    }

    private String removeStops(String text) {
        StringBuilder kept = new StringBuilder(text.length());
        int removed = 0;
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            boolean stays =
                    c != '.'
                            || removed == MAX_REMOVED_STOPS
                            || isDigitAt(text, at + 1)
                            || (this == VLMEVALKIT && isDigitBefore(text, at));
            if (stays) {
                kept.append(c);
            } else {
                removed++;
            }
        }
        return kept.toString();
    }

    private static boolean isSign(char c) {
        return c < 0x80 && IS_SIGN.get(c);
    }

    private static boolean isDigitAt(String text, int at) {
        return at < text.length() && PythonText.isDigit(text.codePointAt(at));
    }

    private static boolean isDigitBefore(String text, int at) {
        return at > 0 && PythonText.isDigit(text.codePointBefore(at));
    }
}
