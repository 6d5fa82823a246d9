package instructblip.core.checkpoint;

/** Text from an untrusted file as it may stand in a message: one line, short, nothing invisible. */
public final class Excerpt {

    /** The longest tensor names of the known models have 83 characters. */
    private static final int MOST = 120;

    private Excerpt() {}

    /** The text's beginning; what would not show or would move the cursor becomes {@code ?}. */
    public static String of(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints()
                .limit(MOST)
                .map(character -> isShown(character) ? character : '?')
                .forEach(shown::appendCodePoint);
        boolean isCut = text.codePoints().skip(MOST).findAny().isPresent();
        return isCut ? shown + "…" : shown.toString();
    }

    private static boolean isShown(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    false;
            default -> true;
        };
    }
}
