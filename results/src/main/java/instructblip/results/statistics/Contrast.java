package instructblip.results.statistics;

import java.util.Arrays;
import java.util.Optional;

/**
 * Two runs' scores reduced to what tests need.
 *
 * @param sums differences, candidate less baseline, by cluster
 * @param worse number of samples that became worse
 * @param better number of samples that became better
 * @param n number of samples
 * @param flips whether samples are right or wrong and none shares its cluster
 */
record Contrast(ClusterSums sums, int worse, int better, int n, boolean flips) {

    private static final double POINTS = 100;

    /** Equal captions may be scored in another order of additions. */
    private static final double ROUNDING = 1e-9;

    /** Up to so many changed clusters, tests look at all combinations. */
    private static final int FEW = SignFlips.MOST_CLUSTERS;

    static Contrast of(PairedScores scores) {
        ClusterSums sums = ClusterSums.of(scores.differences(), scores.clusters());
        boolean flips = sums.areSingle() && scores.isBinary();
        return of(sums, scores, flips);
    }

    static Contrast of(PairedRankings rankings) {
        PairedScores placements = rankings.placements();
        PairedScores contributions = rankings.contributions(placements);
        ClusterSums sums = ClusterSums.of(contributions.differences(), contributions.clusters());
        return of(sums, placements, false);
    }

    private static Contrast of(ClusterSums sums, PairedScores counted, boolean flips) {
        if (counted.size() == 0) {
            throw new IllegalArgumentException("there is no sample");
        }
        int worse = 0;
        int better = 0;
        for (double difference : counted.differences()) {
            worse += difference < -ROUNDING ? 1 : 0;
            better += difference > ROUNDING ? 1 : 0;
        }
        return new Contrast(sums, worse, better, counted.size(), flips);
    }

    /** Whether no sample changed. */
    boolean isUnchanged() {
        return worse == 0 && better == 0;
    }

    /** Whether so few clusters changed that a bootstrap has too little to draw from. */
    boolean changedLittle() {
        return sums.changed().length <= FEW;
    }

    /** Resamples; empty where there is nothing to draw: one cluster, or none that changed. */
    Optional<StudentizedBootstrap> bootstrap() {
        return sums.count() > 1 && sums.changed().length > 0
                ? Optional.of(StudentizedBootstrap.of(sums))
                : Optional.empty();
    }

    /**
     * A low difference for few changed clusters: so many of them losing as there may be, each as
     * much as the largest change, and none gaining; not above what could hide if none had changed.
     */
    double lossBound(double alpha) {
        double largest = Arrays.stream(sums.changed()).map(Math::abs).max().orElse(0);
        int losing = (int) Arrays.stream(sums.sums()).filter(sum -> sum < 0).count();
        double clusters =
                ExactShare.upperBound(losing, sums.count(), alpha) / POINTS * sums.count();
        return Math.min(-clusters * largest / n, unchangedBound(alpha));
    }

    /** The lowest difference that can hide behind samples of which none changed. */
    double unchangedBound(double alpha) {
        return -ExactShare.upperBound(0, n, alpha);
    }
}
