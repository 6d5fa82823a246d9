package instructblip.results.statistics;

import java.util.Arrays;

/**
 * Scores of the same samples in two runs, in data set order, on the metric's printed scale.
 *
 * @param baseline by sample
 * @param candidate by sample
 * @param clusters by sample the number of the group that goes wrong together, as the questions on
 *     one image; numbers are from 0 and below the number of samples
 */
public record PairedScores(double[] baseline, double[] candidate, int[] clusters) {

    private static final double RIGHT = 100;

    /**
     * Scores of samples.
     *
     * @throws IllegalArgumentException when the lengths differ, a score is not finite or a cluster
     *     number is out of range
     */
    public PairedScores {
        if (baseline.length != candidate.length || baseline.length != clusters.length) {
            throw new IllegalArgumentException(
                    "%d and %d scores, %d cluster numbers"
                            .formatted(baseline.length, candidate.length, clusters.length));
        }
        requireFinite(baseline);
        requireFinite(candidate);
        for (int cluster : clusters) {
            if (cluster < 0 || cluster >= clusters.length) {
                throw new IllegalArgumentException("cluster number " + cluster);
            }
        }
    }

    /** Number of samples. */
    public int size() {
        return baseline.length;
    }

    /** By sample, how much better the candidate is. */
    public double[] differences() {
        double[] differences = new double[size()];
        for (int i = 0; i < differences.length; i++) {
            differences[i] = candidate[i] - baseline[i];
        }
        return differences;
    }

    /** Number of different clusters. */
    public int clusterCount() {
        return (int) Arrays.stream(clusters).distinct().count();
    }

    /** Whether every sample is right (100) or wrong (0) in both runs. */
    public boolean isBinary() {
        return isBinary(baseline) && isBinary(candidate);
    }

    private static boolean isBinary(double[] scores) {
        return Arrays.stream(scores).allMatch(score -> score == 0 || score == RIGHT);
    }

    static void requireFinite(double[] scores) {
        for (double score : scores) {
            if (!Double.isFinite(score)) {
                throw new IllegalArgumentException("a score is " + score);
            }
        }
    }
}
