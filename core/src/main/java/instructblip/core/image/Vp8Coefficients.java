package instructblip.core.image;

import java.util.Arrays;

/**
 * Reads the coefficients of macroblocks (RFC 6386, section 13), one after the other, multiplied
 * with the quantizer's steps.
 *
 * <p>A macroblock has 24 blocks of 16 coefficients: 16 of brightness, 4 of each of two colours.
 * Where all brightness has one mode, a further block holds the first coefficients of those 16.
 */
final class Vp8Coefficients {

    /** Coefficients of a block. */
    static final int BLOCK = 16;

    static final int LUMA_BLOCKS = 16;
    static final int BLOCKS = 24;

    /** Kinds of block, as probabilities are listed. */
    private static final int LUMA_BUT_FIRST = 0;

    private static final int FIRSTS_OF_LUMA = 1;
    private static final int CHROMA = 2;
    private static final int LUMA = 3;

    private static final int CONTEXT = 11;
    private static final int BAND = 3 * CONTEXT;
    private static final int KIND = 8 * BAND;
    private static final int[] BANDS = {0, 1, 2, 3, 6, 4, 5, 6, 6, 6, 6, 6, 6, 6, 6, 7, 7};
    private static final int[] ZIGZAG = {0, 1, 4, 8, 5, 2, 3, 6, 9, 12, 13, 10, 7, 11, 14, 15};

    /** Probabilities of the extra bits of values from 11 on, by category. */
    private static final int[][] EXTRA = {
        {173, 148, 140},
        {176, 155, 140, 135},
        {180, 157, 141, 134, 130},
        {254, 254, 243, 230, 196, 177, 153, 140, 133, 130, 129}
    };

    /** Whether neighbours have coefficients: 4 of luma, 2 and 2 of chroma, 1 of the firsts. */
    private static final int FLAGS = 9;

    private static final int FLAG_OF_FIRSTS = 8;

    private final int[] probabilities;
    private final boolean[] above;
    private final boolean[] left = new boolean[FLAGS];
    private final int[] values = new int[BLOCKS * BLOCK];
    private Vp8Bits bits;

    /**
     * @param across macroblocks in a row
     */
    Vp8Coefficients(Vp8Header header, int across) {
        this.probabilities = header.coefficients();
        this.above = new boolean[FLAGS * across];
    }

    void beginRow(Vp8Bits tokens) {
        bits = tokens;
        Arrays.fill(left, false);
    }

    /** Of the macroblock that was read or skipped last, block by block; may be overwritten. */
    int[] values() {
        return values;
    }

    /** Passes over a macroblock without coefficients. */
    void skip(int column, boolean split) {
        Arrays.fill(values, 0);
        int flags = split ? FLAGS - 1 : FLAGS;
        Arrays.fill(left, 0, flags, false);
        Arrays.fill(above, FLAGS * column, FLAGS * column + flags, false);
    }

    /**
     * Reads those of the macroblock in that column.
     *
     * @param split whether its brightness has several modes
     * @return whether there are any
     */
    boolean read(int column, boolean split, Vp8Steps steps) throws ImageException {
        Arrays.fill(values, 0);
        if (!split) {
            firstsOfLuma(column, steps);
        }
        int luma = split ? LUMA : LUMA_BUT_FIRST;
        boolean any = false;
        for (int block = 0; block < BLOCKS; block++) {
            boolean bright = block < LUMA_BLOCKS;
            int corner = 4 + (block - LUMA_BLOCKS) / 4 * 2;
            int x = bright ? block % 4 : corner + block % 2;
            int y = bright ? block / 4 : corner + block % 4 / 2;
            int kind = bright ? luma : CHROMA;
            int start = start(kind);
            int context = context(column, x, y);
            int[] step = bright ? steps.luma() : steps.chroma();
            int end = block(kind, context, step, values, block * BLOCK);
            note(column, x, y, end > start);
            any |= end > 1 || values[block * BLOCK] != 0;
        }
        return any;
    }

    private void firstsOfLuma(int column, Vp8Steps steps) throws ImageException {
        int[] firsts = new int[BLOCK];
        int context = context(column, FLAG_OF_FIRSTS, FLAG_OF_FIRSTS);
        int end = block(FIRSTS_OF_LUMA, context, steps.means(), firsts, 0);
        note(column, FLAG_OF_FIRSTS, FLAG_OF_FIRSTS, end > 0);
        Vp8Transform.spread(firsts, values);
    }

    private int context(int column, int x, int y) {
        return (above[FLAGS * column + x] ? 1 : 0) + (left[y] ? 1 : 0);
    }

    private void note(int column, int x, int y, boolean any) {
        above[FLAGS * column + x] = any;
        left[y] = any;
    }

    private static int start(int kind) {
        return kind == LUMA_BUT_FIRST ? 1 : 0;
    }

    /** Reads a block; returns the place behind its last coefficient. */
    private int block(int kind, int firstContext, int[] step, int[] into, int offset)
            throws ImageException {
        int place = start(kind);
        int context = firstContext;
        while (place < BLOCK && bits.bit(probability(kind, place, context, 0))) {
            while (!bits.bit(probability(kind, place, context, 1))) {
                if (++place == BLOCK) {
                    return BLOCK;
                }
                context = 0;
            }
            int value = 1;
            int nextContext = 1;
            if (bits.bit(probability(kind, place, context, 2))) {
                value = large(probabilityAt(kind, place, context));
                nextContext = 2;
            }
            value = bits.flag() ? -value : value;
            into[offset + ZIGZAG[place]] = (short) (value * step[place > 0 ? 1 : 0]);
            place++;
            context = nextContext;
        }
        return place;
    }

    private int large(int node) throws ImageException {
        if (!bits.bit(probabilities[node + 3])) {
            if (!bits.bit(probabilities[node + 4])) {
                return 2;
            }
            return 3 + bits.digit(probabilities[node + 5]);
        }
        if (!bits.bit(probabilities[node + 6])) {
            if (!bits.bit(probabilities[node + 7])) {
                return 5 + bits.digit(159);
            }
            return 7 + 2 * bits.digit(165) + bits.digit(145);
        }
        int upper = bits.digit(probabilities[node + 8]);
        int category = 2 * upper + bits.digit(probabilities[node + 9 + upper]);
        int extra = 0;
        for (int probability : EXTRA[category]) {
            extra = 2 * extra + bits.digit(probability);
        }
        return 3 + (8 << category) + extra;
    }

    private int probability(int kind, int place, int context, int node) {
        return probabilities[probabilityAt(kind, place, context) + node];
    }

    private static int probabilityAt(int kind, int place, int context) {
        return kind * KIND + BANDS[place] * BAND + context * CONTEXT;
    }
}
