package instructblip.core.image;

/**
 * Unpacks the LZW codes of a GIF frame.
 *
 * <p>A code stands for the text of an earlier code and one more index. A text is kept as its last
 * index and the code of the rest, so that it is read from behind.
 */
final class GifCodes {

    private static final int MAX_BITS = 12;
    private static final int NONE = -1;

    private final FileBytes file;
    private final int minimumBits;
    private final int[] rest = new int[1 << MAX_BITS];
    private final byte[] last = new byte[1 << MAX_BITS];
    private final byte[] text = new byte[1 << MAX_BITS];

    private long at;
    private int blockLeft;
    private int bits;
    private int bitCount;

    private int size;
    private int next;
    private int previous;
    private int textStart = text.length;

    /**
     * @param start place of the minimal code size, which the blocks of codes follow
     */
    GifCodes(FileBytes file, long start) throws ImageException {
        this.file = file;
        this.minimumBits = file.u8(start);
        this.at = start + 1;
        if (minimumBits >= MAX_BITS) {
            throw file.problem("GIF codes of " + minimumBits + " bits, expected at most 11");
        }
        clear();
    }

    /** Writes the next {@code count} indices. */
    void read(byte[] into, int offset, int count) throws ImageException {
        int filled = 0;
        while (filled < count) {
            if (textStart == text.length) {
                nextText();
            }
            int length = Math.min(count - filled, text.length - textStart);
            System.arraycopy(text, textStart, into, offset + filled, length);
            textStart += length;
            filled += length;
        }
    }

    private void clear() {
        size = minimumBits + 1;
        next = (1 << minimumBits) + 2;
        previous = NONE;
    }

    private void nextText() throws ImageException {
        int clear = 1 << minimumBits;
        int code = nextCode();
        while (code == clear) {
            clear();
            code = nextCode();
        }
        if (code == clear + 1) {
            throw file.problem("fewer GIF pixels than declared, expected all of them");
        }
        if (code > next || previous == NONE && code > clear) {
            throw file.problem("damaged GIF pixel data (code " + code + " before it is defined)");
        }
        int walk = code;
        if (code == next) {
            // The text that is being defined: the previous one and its first index again.
            textStart--;
            walk = previous;
        }
        while (walk > clear) {
            text[--textStart] = last[walk];
            walk = rest[walk];
        }
        text[--textStart] = (byte) walk;
        if (code == next) {
            text[text.length - 1] = (byte) walk;
        }
        define((byte) walk);
        previous = code;
    }

    private void define(byte first) {
        if (previous != NONE && next < rest.length) {
            rest[next] = previous;
            last[next] = first;
            if (next == (1 << size) - 1 && size < MAX_BITS) {
                size++;
            }
            next++;
        }
    }

    private int nextCode() throws ImageException {
        while (bitCount < size) {
            if (blockLeft == 0) {
                blockLeft = file.u8(at++);
                if (blockLeft == 0) {
                    throw file.problem("fewer GIF pixels than declared, expected all of them");
                }
            }
            bits |= file.u8(at++) << bitCount;
            bitCount += 8;
            blockLeft--;
        }
        int code = bits & (1 << size) - 1;
        bits >>>= size;
        bitCount -= size;
        return code;
    }
}
