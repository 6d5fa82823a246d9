package instructblip.results.statistics;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Holm's step-down correction: with several tests at once, the chance of even one false rejection
 * stays below the level. Source: S. Holm, A simple sequentially rejective multiple test procedure
 * (1979).
 */
public final class Holm {

    private Holm() {}

    /**
     * The p-values that may be held against the level of the whole family.
     *
     * @param p in any order, each from 0 to 1
     * @return in the same order
     */
    public static double[] adjusted(double[] p) {
        int[] rising =
                IntStream.range(0, p.length)
                        .boxed()
                        .sorted(Comparator.comparingDouble(i -> p[i]))
                        .mapToInt(Integer::intValue)
                        .toArray();
        double[] adjusted = new double[p.length];
        double largest = 0;
        for (int rank = 0; rank < rising.length; rank++) {
            double value = p[rising[rank]];
            if (!(value >= 0 && value <= 1)) {
                throw new IllegalArgumentException("no p-value: " + value);
            }
            largest = Math.max(largest, Math.min(1, (p.length - rank) * value));
            adjusted[rising[rank]] = largest;
        }
        return adjusted;
    }
}
