package instructblip.results.report;

/**
 * How many cells of a terminal a text takes: ideographs and emoji take two, marks on a letter none.
 * Follows the wide and fullwidth ranges of Unicode's East Asian Width, by block.
 */
final class DisplayWidth {

    private static final int ZERO_WIDTH_JOINER = 0x200D;

    /** First and last code point of each range of wide characters. */
    private static final int[][] WIDE = {
        {0x1100, 0x115F},
        {0x2E80, 0x303E},
        {0x3041, 0x4DBF},
        {0x4E00, 0xA4CF},
        {0xA960, 0xA97C},
        {0xAC00, 0xD7A3},
        {0xF900, 0xFAFF},
        {0xFE30, 0xFE6F},
        {0xFF00, 0xFF60},
        {0xFFE0, 0xFFE6},
        {0x1F300, 0x1F64F},
        {0x1F680, 0x1F6FF},
        {0x1F900, 0x1FAFF},
        {0x20000, 0x3FFFD},
    };

    private DisplayWidth() {}

    static int of(String text) {
        int width = 0;
        int before = 0;
        for (int c : text.codePoints().toArray()) {
            width += before == ZERO_WIDTH_JOINER ? 0 : of(c);
            before = c;
        }
        return width;
    }

    private static int of(int codePoint) {
        int type = Character.getType(codePoint);
        if (type == Character.NON_SPACING_MARK
                || type == Character.ENCLOSING_MARK
                || type == Character.FORMAT) {
            return 0;
        }
        for (int[] range : WIDE) {
            if (codePoint >= range[0] && codePoint <= range[1]) {
                return 2;
            }
        }
        return 1;
    }
}
