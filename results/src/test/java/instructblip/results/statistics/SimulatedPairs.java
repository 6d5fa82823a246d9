package instructblip.results.statistics;

import java.util.SplittableRandom;

/**
 * Two invented runs whose true difference is known. Scores change both ways; images move as a whole
 * where several questions share one.
 *
 * @param images number of images
 * @param questions on an image; negative = one or more, so many on average
 * @param moved share of images on which scores change
 * @param changing share of the questions on such an image whose score changes, all in the same
 *     direction
 * @param soft whether scores are those of ten annotators (0, 30, 60, 90, 100), else 0 or 100
 */
record SimulatedPairs(int images, int questions, double moved, double changing, boolean soft)
        implements PairSource {

    /** One question per image, of which 8 % change. */
    static final SimulatedPairs ONE_EACH = new SimulatedPairs(1500, 1, 0.08, 1, false);

    /** Ten questions per image; on 40 % of the images 30 % of them change. */
    static final SimulatedPairs TEN_EACH = new SimulatedPairs(150, 10, 0.4, 0.3, false);

    private static final double[] AGREEMENT = {0, 30, 60, 90, 100};
    private static final double[] RIGHT = {0, 100};

    /** Average distance of two different values of {@link #AGREEMENT}, of {@link #RIGHT}. */
    private static final double SOFT_CHANGE = 52;

    private static final double HARD_CHANGE = 100;
    private static final double BASELINE_RIGHT = 0.6;

    @Override
    public PairedScores draw(double loss, SplittableRandom random) {
        int[] sizes = new int[images];
        int n = 0;
        for (int image = 0; image < images; image++) {
            sizes[image] = questions > 0 ? questions : size(random);
            n += sizes[image];
        }
        double[] baseline = new double[n];
        double[] candidate = new double[n];
        int[] clusters = new int[n];
        double worse = (1 + loss / (moved * changing * (soft ? SOFT_CHANGE : HARD_CHANGE))) / 2;
        int at = 0;
        for (int image = 0; image < images; image++) {
            boolean moves = random.nextDouble() < moved;
            boolean down = random.nextDouble() < worse;
            for (int end = at + sizes[image]; at < end; at++) {
                clusters[at] = image;
                double first = value(random);
                baseline[at] = first;
                candidate[at] = first;
                if (moves && random.nextDouble() < changing) {
                    double[] pair = different(random);
                    baseline[at] = down ? pair[1] : pair[0];
                    candidate[at] = down ? pair[0] : pair[1];
                }
            }
        }
        return new PairedScores(baseline, candidate, clusters);
    }

    /** At least 1, about as many as asked for on average. */
    private int size(SplittableRandom random) {
        return 1 + (int) (-Math.log(1 - random.nextDouble()) * (-questions - 0.5));
    }

    private double value(SplittableRandom random) {
        return soft
                ? AGREEMENT[random.nextInt(AGREEMENT.length)]
                : RIGHT[random.nextDouble() < BASELINE_RIGHT ? 1 : 0];
    }

    /** Two different values, the lower one first. */
    private double[] different(SplittableRandom random) {
        double[] values = soft ? AGREEMENT : RIGHT;
        int first = random.nextInt(values.length);
        int second = (first + 1 + random.nextInt(values.length - 1)) % values.length;
        return new double[] {values[Math.min(first, second)], values[Math.max(first, second)]};
    }
}
