package instructblip.results.statistics;

import java.util.Arrays;

/**
 * Samples' differences added up by cluster. Their mean over samples is a ratio of two sums over
 * clusters.
 *
 * @param sums of the differences, by cluster
 * @param sizes numbers of samples, by cluster, each at least 1
 */
record ClusterSums(double[] sums, double[] sizes) {

    /** What adding up gains and losses of the same size may leave of them. */
    private static final double ROUNDING = 1e-9;

    /** Of values by sample; clusters are those that have samples. */
    static ClusterSums of(double[] values, int[] clusters) {
        double[] sums = new double[values.length];
        double[] sizes = new double[values.length];
        int last = -1;
        for (int i = 0; i < values.length; i++) {
            sums[clusters[i]] += values[i];
            sizes[clusters[i]]++;
            last = Math.max(last, clusters[i]);
        }
        int count = 0;
        for (int cluster = 0; cluster <= last; cluster++) {
            if (sizes[cluster] > 0) {
                sums[count] = Math.abs(sums[cluster]) < ROUNDING ? 0 : sums[cluster];
                sizes[count] = sizes[cluster];
                count++;
            }
        }
        return new ClusterSums(Arrays.copyOf(sums, count), Arrays.copyOf(sizes, count));
    }

    /** Number of clusters. */
    int count() {
        return sums.length;
    }

    /** Number of samples. */
    double samples() {
        return Arrays.stream(sizes).sum();
    }

    /** Over samples. */
    double mean() {
        return Arrays.stream(sums).sum() / samples();
    }

    /** Sums that are not zero. */
    double[] changed() {
        return Arrays.stream(sums).filter(sum -> sum != 0).toArray();
    }

    /** Whether no two samples share a cluster. */
    boolean areSingle() {
        return Arrays.stream(sizes).allMatch(size -> size == 1);
    }

    /** Standard error of the mean, by the linearised ratio; needs two clusters. */
    double standardError() {
        double mean = mean();
        double squares = 0;
        for (int i = 0; i < sums.length; i++) {
            double residual = sums[i] - mean * sizes[i];
            squares += residual * residual;
        }
        double count = count();
        return Math.sqrt(squares * count / (count - 1)) / samples();
    }
}
