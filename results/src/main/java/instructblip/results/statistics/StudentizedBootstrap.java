package instructblip.results.statistics;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Bootstrap-t of a mean over clustered samples: clusters are drawn with replacement, and every
 * resample's distance from the mean is measured in its own standard error. Unlike plain percentiles
 * it keeps its level with few or skewed clusters. Source: Efron and Tibshirani, An Introduction to
 * the Bootstrap (1993), chapter 12.
 *
 * <p>One cluster of average change is added to every variance, so that a resample in which nothing
 * changed has an error too; with many changed clusters that is nothing. The seed is fixed and every
 * resample has its own generator: equal samples give equal numbers, whatever threads draw them.
 */
final class StudentizedBootstrap {

    private static final long SEED = 20230611;
    private static final int MOST_RESAMPLES = 9_999;
    private static final int FEWEST_RESAMPLES = 999;
    private static final long DRAWS = 200_000_000;

    /** Studentized distances that differ by less are equal: they come from counts. */
    private static final double ROUNDING = 1e-9;

    private final ClusterDraws draws;
    private final double mean;
    private final double error;

    /** Studentized distances of the resamples, rising. */
    private final double[] distances;

    private StudentizedBootstrap(ClusterDraws draws) {
        this.draws = draws;
        ClusterTotals all = draws.all();
        this.mean = all.mean();
        this.error = all.standardError(draws.averageSquare());
        this.distances = distances();
        Arrays.sort(distances);
    }

    /**
     * Draws.
     *
     * @param sums of at least two clusters, one of them changed
     */
    static StudentizedBootstrap of(ClusterSums sums) {
        return new StudentizedBootstrap(new ClusterDraws(sums));
    }

    private double[] distances() {
        int resamples =
                (int)
                        Math.max(
                                FEWEST_RESAMPLES,
                                Math.min(MOST_RESAMPLES, DRAWS / draws.expected()));
        SplittableRandom root = new SplittableRandom(SEED);
        SplittableRandom[] randoms = new SplittableRandom[resamples];
        Arrays.setAll(randoms, i -> root.split());
        return IntStream.range(0, resamples)
                .parallel()
                .mapToDouble(i -> distance(draws.draw(randoms[i])))
                .toArray();
    }

    private double distance(ClusterTotals resample) {
        return (resample.mean() - mean) / resample.standardError(draws.averageSquare());
    }

    /** One-sided p-value: small when the mean lies below the bound. */
    double pBelow(double bound) {
        double distance = (mean - bound) / error;
        int beyond = 0;
        while (beyond < distances.length && distances[beyond] <= distance + ROUNDING) {
            beyond++;
        }
        return share(beyond);
    }

    /** One-sided p-value: small when the mean lies above the bound. */
    double pAbove(double bound) {
        double distance = (mean - bound) / error;
        int beyond = 0;
        while (beyond < distances.length
                && distances[distances.length - 1 - beyond] >= distance - ROUNDING) {
            beyond++;
        }
        return share(beyond);
    }

    /** What was observed counts as one of the resamples. */
    private double share(int beyond) {
        return (beyond + 1.0) / (distances.length + 1.0);
    }

    /** Equal-tailed. */
    Interval interval(double confidence) {
        double tail = (1 - confidence) / 2;
        return new Interval(lowerBound(tail), mean - quantile(tail) * error);
    }

    /** Below which the mean lies with a chance of {@code alpha}. */
    double lowerBound(double alpha) {
        return mean - quantile(1 - alpha) * error;
    }

    /** Between the two nearest values, in proportion. */
    private double quantile(double share) {
        double position = share * (distances.length - 1);
        int below = (int) position;
        int above = Math.min(below + 1, distances.length - 1);
        return distances[below] + (position - below) * (distances[above] - distances[below]);
    }
}
