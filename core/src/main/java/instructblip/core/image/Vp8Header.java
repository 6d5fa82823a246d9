package instructblip.core.image;

/**
 * The header of a VP8 key frame (RFC 6386, section 9).
 *
 * @param width in pixels
 * @param height in pixels
 * @param segments kinds of macroblock
 * @param smoothing of block edges
 * @param steps of every segment's quantizers
 * @param coefficients token probabilities, in the order of {@link Vp8Constants#coefficients}
 * @param skips whether macroblocks tell that they have no coefficients
 * @param skipProbability that they have
 * @param modes what follows the header: the macroblocks' modes
 * @param tokens the coefficients: row n of macroblocks is in partition n modulo their number
 */
record Vp8Header(
        int width,
        int height,
        Vp8Segments segments,
        Vp8Smoothing smoothing,
        Vp8Steps[] steps,
        int[] coefficients,
        boolean skips,
        int skipProbability,
        Vp8Bits modes,
        Vp8Bits[] tokens) {

    private static final int BYTES = 10;
    private static final int START_CODE = 0x9d012a;
    private static final int SIDE_MASK = 0x3fff;

    /**
     * @param start of the frame
     * @param end behind the frame
     */
    static Vp8Header read(FileBytes file, long start, long end) throws ImageException {
        int tag = file.u16le(start) | file.u8(start + 2) << 16;
        boolean key = (tag & 1) == 0;
        boolean shown = (tag >> 4 & 1) == 1;
        int code = file.u16be(start + 3) << Byte.SIZE | file.u8(start + 5);
        if (!key || !shown || (tag >> 1 & 7) > 3 || code != START_CODE) {
            throw file.problem("damaged WebP data, expected the header of a VP8 key frame");
        }
        int width = file.u16le(start + 6) & SIDE_MASK;
        int height = file.u16le(start + 8) & SIDE_MASK;
        PixelLimit.check(file, width, height);
        long tokens = start + BYTES + (tag >> 5);
        if (tokens > end) {
            throw file.truncated();
        }
        Vp8Bits bits = new Vp8Bits(file, start + BYTES, tokens);
        bits.number(2);
        Vp8Segments segments = Vp8Segments.read(bits);
        Vp8Smoothing smoothing = Vp8Smoothing.read(bits);
        Vp8Bits[] partitions = partitions(file, 1 << bits.number(2), tokens, end);
        Vp8Steps[] steps = Vp8Steps.read(bits, segments);
        bits.flag();
        int[] coefficients = coefficients(bits);
        boolean skips = bits.flag();
        return new Vp8Header(
                width,
                height,
                segments,
                smoothing,
                steps,
                coefficients,
                skips,
                skips ? bits.number(Byte.SIZE) : 0,
                bits,
                partitions);
    }

    /** The lengths of all but the last partition come first. */
    private static Vp8Bits[] partitions(FileBytes file, int count, long start, long end)
            throws ImageException {
        Vp8Bits[] partitions = new Vp8Bits[count];
        long at = start + 3L * (count - 1);
        for (int i = 0; i < count; i++) {
            long lengthAt = start + 3L * i;
            boolean last = i == count - 1;
            long next = last ? end : at + file.u16le(lengthAt) + (file.u8(lengthAt + 2) << 16);
            partitions[i] = new Vp8Bits(file, at, Math.min(end, next));
            at = next;
        }
        return partitions;
    }

    private static int[] coefficients(Vp8Bits bits) throws ImageException {
        int[] coefficients = Vp8Constants.TABLES.coefficients().clone();
        int[] updates = Vp8Constants.TABLES.coefficientUpdates();
        for (int i = 0; i < coefficients.length; i++) {
            if (bits.bit(updates[i])) {
                coefficients[i] = bits.number(Byte.SIZE);
            }
        }
        return coefficients;
    }
}
