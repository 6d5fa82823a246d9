package instructblip.core.image;

/**
 * Unpacks LZW codes, of GIF and of TIFF.
 *
 * <p>A code stands for the text of an earlier code and one more byte. A text is kept as its last
 * byte and the code of the rest, so that it is read from behind.
 */
final class LzwText {

    /** Where codes come from, in the bit order of the format. */
    interface Codes {
        /** The next code of that many bits. */
        int next(int bits) throws ImageException;
    }

    private static final int MAX_BITS = 12;
    private static final int NONE = -1;

    private final FileBytes file;
    private final Codes codes;
    private final int clear;
    private final int early;
    private final int[] rest = new int[1 << MAX_BITS];
    private final byte[] last = new byte[1 << MAX_BITS];
    private final byte[] text = new byte[1 << MAX_BITS];

    private int size;
    private int next;
    private int previous;
    private int textStart = text.length;

    /**
     * @param file for messages
     * @param bits of a single byte: codes have one more to begin with
     * @param early how many codes before it must, the size of codes grows: 1 in TIFF, 0 in GIF
     */
    LzwText(FileBytes file, Codes codes, int bits, int early) throws ImageException {
        if (bits >= MAX_BITS) {
            throw file.problem("LZW codes of over " + bits + " bits, expected at most 12");
        }
        this.file = file;
        this.codes = codes;
        this.clear = 1 << bits;
        this.early = early;
        forget();
    }

    /** Writes the next {@code count} bytes. */
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

    private void forget() {
        size = Integer.SIZE - Integer.numberOfLeadingZeros(clear);
        next = clear + 2;
        previous = NONE;
    }

    private void nextText() throws ImageException {
        int code = codes.next(size);
        while (code == clear) {
            forget();
            code = codes.next(size);
        }
        if (code == clear + 1) {
            throw file.problem("fewer pixels than declared, expected all of them");
        }
        if (code > next || previous == NONE && code > clear) {
            throw file.problem("damaged pixel data (LZW code " + code + " before it is defined)");
        }
        int walk = code;
        if (code == next) {
            // The text that is being defined: the previous one and its first byte again.
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
            next++;
            if (next + early == 1 << size && size < MAX_BITS) {
                size++;
            }
        }
    }
}
