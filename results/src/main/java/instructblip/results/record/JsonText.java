package instructblip.results.record;

import java.util.function.IntPredicate;

/** JSON text that can be stored as UTF-8 and shown. */
public final class JsonText {

    private JsonText() {}

    /**
     * Half a surrogate pair has no UTF-8 form, but a text of a data set may hold one: as an escape
     * it comes back as it was.
     *
     * @param json JSON text, in which such a character can only stand inside a string
     */
    public static String escapeLoneSurrogates(String json) {
        return escape(json, JsonText::isSurrogate);
    }

    /**
     * What would move a terminal's cursor or turn the reading direction becomes an escape too, and
     * comes back as it was.
     *
     * @param json JSON text in one line, in which such a character can only stand inside a string
     */
    public static String escapeUnprintable(String json) {
        return escape(json, Printable::isUnsafe);
    }

    private static String escape(String json, IntPredicate unsafe) {
        if (json.codePoints().noneMatch(unsafe)) {
            return json;
        }
        StringBuilder escaped = new StringBuilder(json.length());
        json.codePoints()
                .forEach(
                        c -> {
                            if (unsafe.test(c)) {
                                escaped.append("\\u%04x".formatted(c));
                            } else {
                                escaped.appendCodePoint(c);
                            }
                        });
        return escaped.toString();
    }

    private static boolean isSurrogate(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }
}
