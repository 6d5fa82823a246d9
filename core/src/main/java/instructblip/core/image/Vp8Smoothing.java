package instructblip.core.image;

/**
 * How strongly the edges of blocks are smoothed (RFC 6386, sections 9.6 and 15).
 *
 * @param simple whether only brightness is, by the simple filter
 * @param level of the frame; 0 = not at all
 * @param sharpness lessens the smoothing within blocks
 * @param change of the level of every macroblock
 * @param changeOfSplit of the level of macroblocks of 16 modes
 */
record Vp8Smoothing(boolean simple, int level, int sharpness, int change, int changeOfSplit) {

    /**
     * Limits of one macroblock.
     *
     * @param edge above which a step is an edge of the picture and left alone; 0 = no smoothing
     * @param interior the same for steps next to it
     * @param variance above which the pixels beside the edge are left alone
     */
    record Limits(int edge, int interior, int variance) {}

    private static final int MAX_LEVEL = 63;
    private static final int REFERENCES = 4;

    static Vp8Smoothing read(Vp8Bits bits) throws ImageException {
        boolean simple = bits.flag();
        int level = bits.number(6);
        int sharpness = bits.number(3);
        int[] changes = new int[2 * REFERENCES];
        if (bits.flag() && bits.flag()) {
            for (int i = 0; i < changes.length; i++) {
                changes[i] = bits.optional(6);
            }
        }
        return new Vp8Smoothing(simple, level, sharpness, changes[0], changes[REFERENCES]);
    }

    /**
     * @param segments of the frame
     * @param segment of the macroblock
     * @param split whether the macroblock has 16 modes
     */
    Limits limits(Vp8Segments segments, int segment, boolean split) {
        int own = segments.level(segment, level) + change + (split ? changeOfSplit : 0);
        own = Math.max(0, Math.min(MAX_LEVEL, own));
        if (level == 0 || own == 0) {
            return new Limits(0, 0, 0);
        }
        int interior = own;
        if (sharpness > 0) {
            interior = Math.min(own >> (sharpness > 4 ? 2 : 1), 9 - sharpness);
        }
        interior = Math.max(1, interior);
        return new Limits(2 * own + interior, interior, own >= 40 ? 2 : own >= 15 ? 1 : 0);
    }
}
