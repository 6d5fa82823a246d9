package instructblip.core.image;

/**
 * Which input positions along one axis make up each output position, and with what weight: Pillow's
 * bicubic convolution (a = -0.5), widened by the scale where the image shrinks.
 *
 * @param first input position of every output position's window
 * @param weights of every window, in fixed point with {@link #PRECISION_BITS}; they sum to about
 *     one
 */
record ResizeWindows(int[] first, int[][] weights) {

    /** Leaves room for 8 bits of colour and 2 of overshoot in an {@code int}. */
    static final int PRECISION_BITS = 32 - 8 - 2;

    private static final double SUPPORT = 2;
    private static final double SHAPE = -0.5;

    /**
     * @param in positions of the input
     * @param out positions of the output
     */
    static ResizeWindows of(int in, int out) {
        double scale = (double) in / out;
        double stretch = Math.max(scale, 1);
        double support = SUPPORT * stretch;
        int[] first = new int[out];
        int[][] weights = new int[out][];
        for (int i = 0; i < out; i++) {
            double centre = (i + 0.5) * scale;
            first[i] = Math.max(0, (int) (centre - support + 0.5));
            int end = Math.min(in, (int) (centre + support + 0.5));
            double[] window = new double[end - first[i]];
            for (int tap = 0; tap < window.length; tap++) {
                // Multiplied, not divided by the stretch: the last bit decides.
                window[tap] = bicubic((tap + first[i] - centre + 0.5) * (1 / stretch));
            }
            weights[i] = fixed(window);
        }
        return new ResizeWindows(first, weights);
    }

    private static double bicubic(double offset) {
        double x = Math.abs(offset);
        if (x < 1) {
            return ((SHAPE + 2) * x - (SHAPE + 3)) * x * x + 1;
        }
        return x < 2 ? (((x - 5) * x + 8) * x - 4) * SHAPE : 0;
    }

    private static int[] fixed(double[] window) {
        double sum = 0;
        for (double weight : window) {
            sum += weight;
        }
        int[] fixed = new int[window.length];
        for (int tap = 0; tap < fixed.length; tap++) {
            double weight = (sum == 0 ? window[tap] : window[tap] / sum) * (1 << PRECISION_BITS);
            fixed[tap] = (int) (weight < 0 ? weight - 0.5 : weight + 0.5);
        }
        return fixed;
    }
}
