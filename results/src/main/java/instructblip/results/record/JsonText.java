package instructblip.results.record;

/** JSON text that can be stored as UTF-8. */
public final class JsonText {

    private JsonText() {}

    /**
     * Half a surrogate pair has no UTF-8 form, but a text of a data set may hold one: as an escape
     * it comes back as it was.
     *
     * @param json JSON text, in which such a character can only stand inside a string
     */
    public static String escapeLoneSurrogates(String json) {
        if (json.codePoints().noneMatch(JsonText::isSurrogate)) {
            return json;
        }
        StringBuilder escaped = new StringBuilder(json.length());
        json.codePoints()
                .forEach(
                        c -> {
                            if (isSurrogate(c)) {
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
