package instructblip.core.image;

/** From coefficients to differences of pixels (RFC 6386, section 14). */
final class Vp8Transform {

    /** sqrt(2) cos(pi/8) - 1 and sqrt(2) sin(pi/8), times 2^16. */
    private static final int COSINE = 20091;

    private static final int SINE = 35468;

    private Vp8Transform() {}

    /**
     * Turns a block of the first coefficients of 16 blocks into these.
     *
     * @param firsts is overwritten
     * @param values receives them at every 16th place
     */
    static void spread(int[] firsts, int[] values) {
        for (int i = 0; i < 4; i++) {
            sums(firsts, i, 4);
        }
        for (int i = 0; i < 16; i += 4) {
            firsts[i] += 3;
            sums(firsts, i, 1);
        }
        for (int i = 0; i < 16; i++) {
            values[16 * i] = firsts[i] >> 3;
        }
    }

    private static void sums(int[] values, int at, int step) {
        int outer = values[at] + values[at + 3 * step];
        int outerDifference = values[at] - values[at + 3 * step];
        int inner = values[at + step] + values[at + 2 * step];
        int innerDifference = values[at + step] - values[at + 2 * step];
        values[at] = outer + inner;
        values[at + step] = outerDifference + innerDifference;
        values[at + 2 * step] = outer - inner;
        values[at + 3 * step] = outerDifference - innerDifference;
    }

    /**
     * Adds the differences of a block of 4x4 pixels to a picture.
     *
     * @param values with the block's coefficients from {@code offset} on, which are overwritten
     * @param at place of the block's first pixel
     */
    static void add(int[] values, int offset, Vp8Plane plane, int at) {
        if (isZero(values, offset)) {
            return;
        }
        for (int i = 0; i < 4; i++) {
            waves(values, offset + i, 4);
        }
        for (int y = 0; y < 4; y++) {
            int row = offset + 4 * y;
            values[row] += 4;
            waves(values, row, 1);
            for (int x = 0; x < 4; x++) {
                plane.add(at + y * plane.stride() + x, values[row + x] >> 3);
            }
        }
    }

    private static boolean isZero(int[] values, int offset) {
        int any = 0;
        for (int i = offset; i < offset + 16; i++) {
            any |= values[i];
        }
        return any == 0;
    }

    private static void waves(int[] values, int at, int step) {
        int sum = values[at] + values[at + 2 * step];
        int difference = values[at] - values[at + 2 * step];
        int second = values[at + step];
        int fourth = values[at + 3 * step];
        int slow = second + (second * COSINE >> 16) + (fourth * SINE >> 16);
        int fast = (second * SINE >> 16) - fourth - (fourth * COSINE >> 16);
        values[at] = sum + slow;
        values[at + step] = difference + fast;
        values[at + 2 * step] = difference - fast;
        values[at + 3 * step] = sum - slow;
    }
}
