package instructblip.results.statistics;

import org.apache.commons.statistics.interval.BinomialConfidenceInterval;

/**
 * Exact (Clopper-Pearson) bounds of a share of samples, in points: also where all samples are right
 * or all are wrong, and a bootstrap would have nothing to draw from.
 */
public final class ExactShare {

    private static final double POINTS = 100;

    private ExactShare() {}

    /**
     * The interval that holds the true share with at least the confidence, 0 to 100.
     *
     * @param right number of samples, of {@code n}
     * @param confidence as 0.95
     */
    public static Interval interval(int right, int n, double confidence) {
        org.apache.commons.statistics.interval.Interval share =
                BinomialConfidenceInterval.CLOPPER_PEARSON.fromErrorRate(n, right, 1 - confidence);
        return new Interval(POINTS * share.getLowerBound(), POINTS * share.getUpperBound());
    }

    /**
     * The share, 0 to 100, above which the true one lies with a chance of at most {@code alpha}.
     * For none of {@code n} this is 100·(1 − alpha^(1/n)).
     */
    public static double upperBound(int right, int n, double alpha) {
        return right == n ? POINTS : interval(right, n, 1 - 2 * alpha).high();
    }
}
