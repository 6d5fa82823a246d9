package instructblip.core.image;

/**
 * The kinds of macroblock of a frame, which differ in quality and smoothing (RFC 6386, section
 * 9.3).
 *
 * @param used whether there is more than one kind
 * @param absolute whether the values below stand for the frame's, or are added to them
 * @param quantizers by kind
 * @param levels of smoothing by kind
 * @param probabilities of the nodes of the tree that tells a macroblock's kind; empty where
 *     macroblocks do not tell, then all are of the first
 */
record Vp8Segments(
        boolean used, boolean absolute, int[] quantizers, int[] levels, int[] probabilities) {

    static final int COUNT = 4;

    private static final int ALWAYS_UNSET = 255;

    static Vp8Segments read(Vp8Bits bits) throws ImageException {
        int[] quantizers = new int[COUNT];
        int[] levels = new int[COUNT];
        boolean used = bits.flag();
        if (!used) {
            return new Vp8Segments(false, false, quantizers, levels, new int[0]);
        }
        boolean told = bits.flag();
        boolean absolute = true;
        if (bits.flag()) {
            absolute = bits.flag();
            for (int i = 0; i < COUNT; i++) {
                quantizers[i] = bits.optional(7);
            }
            for (int i = 0; i < COUNT; i++) {
                levels[i] = bits.optional(6);
            }
        }
        int[] probabilities = new int[told ? COUNT - 1 : 0];
        for (int i = 0; i < probabilities.length; i++) {
            probabilities[i] = bits.flag() ? bits.number(Byte.SIZE) : ALWAYS_UNSET;
        }
        return new Vp8Segments(true, absolute, quantizers, levels, probabilities);
    }

    int quantizer(int segment, int ofFrame) {
        return value(quantizers[segment], ofFrame);
    }

    int level(int segment, int ofFrame) {
        return value(levels[segment], ofFrame);
    }

    private int value(int own, int ofFrame) {
        if (!used) {
            return ofFrame;
        }
        return absolute ? own : own + ofFrame;
    }

    /** The segment of the next macroblock. */
    int next(Vp8Bits modes) throws ImageException {
        if (probabilities.length == 0) {
            return 0;
        }
        return modes.bit(probabilities[0])
                ? 2 + modes.digit(probabilities[2])
                : modes.digit(probabilities[1]);
    }
}
