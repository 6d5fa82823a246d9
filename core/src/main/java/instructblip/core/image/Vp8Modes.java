package instructblip.core.image;

import java.util.Arrays;

/**
 * Reads how macroblocks are predicted (RFC 6386, section 11), one after the other.
 *
 * <p>Modes are numbered as there: of whole blocks {@link #DC} to {@link #TRUE_MOTION}, of 4x4
 * blocks {@link #BLOCK_DC} to {@link #BLOCK_HORIZONTAL_UP}.
 */
final class Vp8Modes {

    /**
     * The modes of a macroblock.
     *
     * @param segment its kind
     * @param skipped whether it has no coefficients
     * @param luma mode of brightness; -1 where each 4x4 block has its own
     * @param blocks modes of the 16 blocks; empty where the whole has one
     * @param chroma mode of colour
     */
    record Modes(int segment, boolean skipped, int luma, int[] blocks, int chroma) {

        boolean split() {
            return luma == SPLIT;
        }
    }

    static final int DC = 0;
    static final int VERTICAL = 1;
    static final int HORIZONTAL = 2;
    static final int TRUE_MOTION = 3;
    private static final int SPLIT = -1;

    static final int BLOCK_DC = 0;
    static final int BLOCK_TRUE_MOTION = 1;
    static final int BLOCK_VERTICAL = 2;
    static final int BLOCK_HORIZONTAL = 3;
    static final int BLOCK_LEFT_DOWN = 4;
    static final int BLOCK_RIGHT_DOWN = 5;
    static final int BLOCK_VERTICAL_RIGHT = 6;
    static final int BLOCK_VERTICAL_LEFT = 7;
    static final int BLOCK_HORIZONTAL_DOWN = 8;
    static final int BLOCK_HORIZONTAL_UP = 9;

    /** For the contexts of neighbours: what a mode of the whole is for a block. */
    private static final int[] AS_BLOCK = {
        BLOCK_DC, BLOCK_VERTICAL, BLOCK_HORIZONTAL, BLOCK_TRUE_MOTION
    };

    /** Two branches per node: positive = the next node, others = minus the mode. */
    private static final int[] BLOCK_TREE = {
        -BLOCK_DC,
        2,
        -BLOCK_TRUE_MOTION,
        4,
        -BLOCK_VERTICAL,
        6,
        8,
        12,
        -BLOCK_HORIZONTAL,
        10,
        -BLOCK_RIGHT_DOWN,
        -BLOCK_VERTICAL_RIGHT,
        -BLOCK_LEFT_DOWN,
        14,
        -BLOCK_VERTICAL_LEFT,
        16,
        -BLOCK_HORIZONTAL_DOWN,
        -BLOCK_HORIZONTAL_UP
    };

    private static final int[] NO_BLOCKS = {};
    private static final int SIDE = 4;

    private final Vp8Header header;
    private final Vp8Bits bits;
    private final int[] above;
    private final int[] left = new int[SIDE];

    /**
     * @param across macroblocks in a row
     */
    Vp8Modes(Vp8Header header, int across) {
        this.header = header;
        this.bits = header.modes();
        this.above = new int[SIDE * across];
    }

    void beginRow() {
        Arrays.fill(left, BLOCK_DC);
    }

    /** The modes of the next macroblock, which stands in that column. */
    Modes next(int column) throws ImageException {
        int segment = header.segments().next(bits);
        boolean skipped = header.skips() && bits.bit(header.skipProbability());
        if (bits.bit(145)) {
            int luma = bits.bit(156) ? (bits.bit(128) ? TRUE_MOTION : HORIZONTAL) : vertical();
            Arrays.fill(left, AS_BLOCK[luma]);
            Arrays.fill(above, SIDE * column, SIDE * (column + 1), AS_BLOCK[luma]);
            return new Modes(segment, skipped, luma, NO_BLOCKS, chroma());
        }
        int[] blocks = new int[SIDE * SIDE];
        for (int i = 0; i < blocks.length; i++) {
            int x = SIDE * column + i % SIDE;
            blocks[i] = block(above[x], left[i / SIDE]);
            above[x] = blocks[i];
            left[i / SIDE] = blocks[i];
        }
        return new Modes(segment, skipped, SPLIT, blocks, chroma());
    }

    private int vertical() throws ImageException {
        return bits.bit(163) ? VERTICAL : DC;
    }

    private int chroma() throws ImageException {
        if (!bits.bit(142)) {
            return DC;
        }
        if (!bits.bit(114)) {
            return VERTICAL;
        }
        return bits.bit(183) ? TRUE_MOTION : HORIZONTAL;
    }

    private int block(int modeAbove, int modeLeft) throws ImageException {
        int probabilities = (modeAbove * 10 + modeLeft) * 9;
        int node = 0;
        do {
            int probability = Vp8Constants.TABLES.blockModes()[probabilities + node / 2];
            node = BLOCK_TREE[node + bits.digit(probability)];
        } while (node > 0);
        return -node;
    }
}
