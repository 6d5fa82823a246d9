package instructblip.core.image;

import java.util.Arrays;

/**
 * A prefix code of lossless WebP: symbols by bit patterns, frequent ones by short patterns.
 *
 * <p>Patterns of one length follow one another, in the order of their symbols; so the number of
 * symbols of each length says it all.
 */
final class Vp8lCode {

    private static final int MAX_LENGTH = 15;
    private static final int LENGTH_SYMBOLS = 19;
    private static final int[] ORDER_OF_LENGTHS = {
        17, 18, 0, 1, 2, 3, 4, 5, 16, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15
    };

    /** From this symbol on lengths are repeated: the last one, or 0. */
    private static final int REPEAT = 16;

    private static final int[] REPEAT_BITS = {2, 3, 7};
    private static final int[] REPEAT_AT_LEAST = {3, 3, 11};
    private static final int FIRST_REPEATED = 8;

    /** Symbols by pattern, and their number by length. */
    private final int[] symbols;

    private final int[] counts = new int[MAX_LENGTH + 1];

    private Vp8lCode(Vp8lBits bits, int[] lengths) throws ImageException {
        for (int length : lengths) {
            counts[length]++;
        }
        this.symbols = new int[lengths.length - counts[0]];
        int[] next = new int[MAX_LENGTH + 2];
        int patterns = 0;
        for (int length = 1; length <= MAX_LENGTH; length++) {
            next[length + 1] = next[length] + counts[length];
            patterns += counts[length] << MAX_LENGTH - length;
        }
        for (int symbol = 0; symbol < lengths.length; symbol++) {
            if (lengths[symbol] > 0) {
                symbols[next[lengths[symbol]]++] = symbol;
            }
        }
        if (symbols.length == 0 || symbols.length > 1 && patterns != 1 << MAX_LENGTH) {
            throw bits.damaged("a prefix code that is not complete");
        }
    }

    /** Reads a code's description. */
    static Vp8lCode read(Vp8lBits bits, int alphabet) throws ImageException {
        return new Vp8lCode(bits, bits.flag() ? few(bits, alphabet) : lengths(bits, alphabet));
    }

    /** One or two symbols. */
    private static int[] few(Vp8lBits bits, int alphabet) throws ImageException {
        int[] lengths = new int[Math.max(256, alphabet)];
        boolean two = bits.flag();
        lengths[bits.number(bits.flag() ? Byte.SIZE : 1)] = 1;
        if (two) {
            lengths[bits.number(Byte.SIZE)] = 1;
        }
        return Arrays.copyOf(lengths, alphabet);
    }

    private static int[] lengths(Vp8lBits bits, int alphabet) throws ImageException {
        int[] ofLengths = new int[LENGTH_SYMBOLS];
        int count = 4 + bits.number(4);
        for (int i = 0; i < count; i++) {
            ofLengths[ORDER_OF_LENGTHS[i]] = bits.number(3);
        }
        Vp8lCode code = new Vp8lCode(bits, ofLengths);
        int left = alphabet;
        if (bits.flag()) {
            left = 2 + bits.number(2 + 2 * bits.number(3));
            if (left > alphabet) {
                throw bits.damaged("a prefix code of too many symbols");
            }
        }
        int[] lengths = new int[alphabet];
        int last = FIRST_REPEATED;
        for (int symbol = 0; symbol < alphabet && left > 0; left--) {
            int length = code.next(bits);
            if (length < REPEAT) {
                lengths[symbol++] = length;
                last = length == 0 ? last : length;
                continue;
            }
            int kind = length - REPEAT;
            int repeats = REPEAT_AT_LEAST[kind] + bits.number(REPEAT_BITS[kind]);
            if (symbol + repeats > alphabet) {
                throw bits.damaged("a prefix code of too many symbols");
            }
            Arrays.fill(lengths, symbol, symbol + repeats, kind == 0 ? last : 0);
            symbol += repeats;
        }
        return lengths;
    }

    /** Reads the next symbol; where there is only one, it takes no bits. */
    int next(Vp8lBits bits) throws ImageException {
        if (symbols.length == 1) {
            return symbols[0];
        }
        int pattern = 0;
        int first = 0;
        int index = 0;
        for (int length = 1; length <= MAX_LENGTH; length++) {
            pattern = 2 * pattern + bits.number(1);
            first = 2 * first;
            if (pattern < first + counts[length]) {
                return symbols[index + pattern - first];
            }
            first += counts[length];
            index += counts[length];
        }
        throw bits.damaged("a bit pattern of no symbol");
    }
}
