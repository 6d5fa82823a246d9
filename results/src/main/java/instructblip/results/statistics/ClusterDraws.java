package instructblip.results.statistics;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * Draws as many clusters as there are, with replacement. Clusters that did not change and have the
 * usual size are alike: how many of them are drawn is a binomial number, and only the others are
 * drawn one by one.
 */
final class ClusterDraws {

    /** Sum and size of one cluster after the other: a draw touches one place in memory. */
    private final double[] sumsAndSizes;

    private final int others;
    private final int count;
    private final double idleSize;

    /** By number of drawn clusters that are not alike, how likely so many or fewer are. */
    private final double[] cumulative;

    private final double averageSquare;

    ClusterDraws(ClusterSums clusters) {
        this.count = clusters.count();
        this.idleSize = idleSize(clusters);
        double[] rest = new double[2 * count];
        int found = 0;
        for (int i = 0; i < count; i++) {
            if (clusters.sums()[i] != 0 || clusters.sizes()[i] != idleSize) {
                rest[2 * found] = clusters.sums()[i];
                rest[2 * found + 1] = clusters.sizes()[i];
                found++;
            }
        }
        this.others = found;
        this.sumsAndSizes = Arrays.copyOf(rest, 2 * found);
        this.cumulative = cumulative(count, found);
        this.averageSquare =
                Arrays.stream(clusters.changed()).map(sum -> sum * sum).average().orElseThrow();
    }

    /** The most frequent size of a cluster that did not change; 0 where all did. */
    private static double idleSize(ClusterSums clusters) {
        double[] idle = new double[clusters.count()];
        int found = 0;
        for (int i = 0; i < idle.length; i++) {
            if (clusters.sums()[i] == 0) {
                idle[found++] = clusters.sizes()[i];
            }
        }
        Arrays.sort(idle, 0, found);
        double usual = 0;
        int longest = 0;
        int start = 0;
        for (int i = 0; i < found; i++) {
            start = idle[i] == idle[start] ? start : i;
            if (i - start + 1 > longest) {
                longest = i - start + 1;
                usual = idle[i];
            }
        }
        return usual;
    }

    private static double[] cumulative(int count, int rest) {
        BinomialDistribution drawn = BinomialDistribution.of(count, (double) rest / count);
        double[] cumulative = new double[count + 1];
        for (int i = 0; i <= count; i++) {
            cumulative[i] = drawn.probability(i) + (i > 0 ? cumulative[i - 1] : 0);
        }
        return cumulative;
    }

    /** The mean square of a changed cluster's sum. */
    double averageSquare() {
        return averageSquare;
    }

    /** Number of clusters that are drawn one by one, on average. */
    int expected() {
        return others;
    }

    /** All clusters, each once. */
    ClusterTotals all() {
        return totals(others, i -> i);
    }

    /** A resample. */
    ClusterTotals draw(SplittableRandom random) {
        int drawn = Arrays.binarySearch(cumulative, random.nextDouble());
        int otherDraws = Math.min(drawn < 0 ? -drawn - 1 : drawn + 1, count);
        return totals(otherDraws, i -> below(others, random));
    }

    private ClusterTotals totals(int otherDraws, IntUnaryOperator which) {
        double idle = (double) count - otherDraws;
        double size = idle * idleSize;
        double squaredSize = idle * idleSize * idleSize;
        double sum = 0;
        double square = 0;
        double product = 0;
        for (int i = 0; i < otherDraws; i++) {
            int at = 2 * which.applyAsInt(i);
            double clusterSum = sumsAndSizes[at];
            double clusterSize = sumsAndSizes[at + 1];
            size += clusterSize;
            squaredSize += clusterSize * clusterSize;
            sum += clusterSum;
            square += clusterSum * clusterSum;
            product += clusterSum * clusterSize;
        }
        return new ClusterTotals(count, size, sum, square, product, squaredSize);
    }

    /** A whole number below a bound, off from uniform by less than bound / 2^63. */
    private static int below(int bound, SplittableRandom random) {
        return (int) Math.multiplyHigh(random.nextLong() >>> 1, 2L * bound);
    }
}
