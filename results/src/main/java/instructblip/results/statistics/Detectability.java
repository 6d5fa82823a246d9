package instructblip.results.statistics;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * How small a drop a one-sided test of two runs can find, by the normal approximation. Two runs of
 * the same quality differ too, since answers change both ways: the more do, the larger a drop must
 * be to stand out. So what is found depends on a share of samples that change.
 *
 * @param changed share of samples whose score changes, 0 to 1
 * @param standardError of the difference, in points
 * @param step how far one image that changes moves the difference, in points
 */
public record Detectability(double changed, double standardError, double step) {

    private static final double POINTS = 100;

    /** From the differences of two runs; all are equal where none changed. */
    public static Detectability observed(PairedScores scores) {
        return observed(Contrast.of(scores));
    }

    /** From the differences of two runs in the area under the ROC curve. */
    public static Detectability observed(PairedRankings rankings) {
        return observed(Contrast.of(rankings));
    }

    private static Detectability observed(Contrast contrast) {
        ClusterSums sums = contrast.sums();
        double square = Arrays.stream(sums.changed()).map(sum -> sum * sum).average().orElse(0);
        return new Detectability(
                (contrast.worse() + contrast.better()) / (double) contrast.n(),
                sums.count() > 1 ? sums.standardError() : Double.POSITIVE_INFINITY,
                Math.sqrt(square) / sums.samples());
    }

    /**
     * From one run and an assumption. A changed score is taken for another sample's score of the
     * same run, and scores on one image for as much alike as the run's own.
     *
     * @param scores the run as baseline; the candidate is not looked at
     * @param changed share of samples whose score changes, above 0 and at most 1
     */
    public static Detectability assumed(PairedScores scores, double changed) {
        double[] values = scores.baseline();
        double likeness = likeness(values, scores.clusters());
        double square = squaredChange(values);
        double samples = values.length / likeness;
        return new Detectability(
                changed, Math.sqrt(changed * square / samples), Math.sqrt(square) / samples);
    }

    /** From one run whose value is an area under the ROC curve. */
    public static Detectability assumed(PairedRankings rankings, double changed) {
        return assumed(rankings.contributions(rankings.placements()), changed);
    }

    /** The mean square of the difference of two samples' scores that are not equal. */
    private static double squaredChange(double[] values) {
        Map<Double, Integer> counts = new HashMap<>();
        for (double value : values) {
            counts.merge(value, 1, Integer::sum);
        }
        double n = values.length;
        double equal =
                counts.values().stream().mapToDouble(count -> (count / n) * (count / n)).sum();
        double variance = variance(values);
        return variance > 0 ? 2 * variance / (1 - equal) : POINTS * POINTS;
    }

    private static double variance(double[] values) {
        double mean = Arrays.stream(values).average().orElseThrow();
        return Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .average()
                .orElseThrow();
    }

    /** By what factor the variance of the mean grows because scores on one image are alike. */
    private static double likeness(double[] values, int[] clusters) {
        double alone = variance(values) / (values.length - 1);
        ClusterSums sums = ClusterSums.of(values, clusters);
        if (alone == 0 || sums.count() < 2) {
            return 1;
        }
        double clustered = sums.standardError();
        return Math.max(1, clustered * clustered / alone);
    }

    /**
     * The smallest drop below the margin that a test finds, in points.
     *
     * @param alpha level of the one-sided test
     * @param power chance of finding it, as 0.8
     */
    public double drop(double alpha, double power) {
        double z = quantiles(alpha, power);
        // A drop needs at least as many changes as it is deep.
        return Math.max(z * standardError, z * z * step);
    }

    private static double quantiles(double alpha, double power) {
        NormalDistribution normal = NormalDistribution.of(0, 1);
        return normal.inverseSurvivalProbability(alpha)
                + normal.inverseCumulativeProbability(power);
    }
}
