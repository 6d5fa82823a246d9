package instructblip.core.image;

/**
 * What coefficients are multiplied with: the first of a block, and the others (RFC 6386, section
 * 14.1).
 *
 * @param luma of blocks of brightness
 * @param means of the blocks that hold the first coefficients of 16 blocks of brightness
 * @param chroma of blocks of colour
 */
record Vp8Steps(int[] luma, int[] means, int[] chroma) {

    private static final int LAST = 127;
    private static final int LAST_OF_CHROMA = 117;

    /** The steps of every segment. */
    static Vp8Steps[] read(Vp8Bits bits, Vp8Segments segments) throws ImageException {
        int base = bits.number(7);
        int lumaFirst = bits.optional(4);
        int meansFirst = bits.optional(4);
        int meansOther = bits.optional(4);
        int chromaFirst = bits.optional(4);
        int chromaOther = bits.optional(4);
        Vp8Steps[] steps = new Vp8Steps[Vp8Segments.COUNT];
        for (int i = 0; i < steps.length; i++) {
            int index = segments.quantizer(i, base);
            steps[i] =
                    new Vp8Steps(
                            new int[] {first(index + lumaFirst, LAST), other(index)},
                            new int[] {
                                2 * first(index + meansFirst, LAST),
                                Math.max(8, other(index + meansOther) * 155 / 100)
                            },
                            new int[] {
                                first(index + chromaFirst, LAST_OF_CHROMA),
                                other(index + chromaOther)
                            });
        }
        return steps;
    }

    private static int first(int index, int last) {
        return Vp8Constants.TABLES.firstSteps()[Math.max(0, Math.min(last, index))];
    }

    private static int other(int index) {
        return Vp8Constants.TABLES.otherSteps()[Math.max(0, Math.min(LAST, index))];
    }
}
