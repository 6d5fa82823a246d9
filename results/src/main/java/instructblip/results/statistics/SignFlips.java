package instructblip.results.statistics;

import java.util.Arrays;
import java.util.function.DoublePredicate;

/**
 * Exact test of whether clusters that changed became worse as often and as much as better: when
 * nothing is different, a change of either sign was equally likely. For few clusters, since all
 * combinations of signs are looked at.
 */
final class SignFlips {

    /** More would be more than a million combinations. */
    static final int MOST_CLUSTERS = 20;

    private static final double ROUNDING = 1e-9;

    private final double observed;
    private final double[] flipped;

    private SignFlips(double observed, double[] flipped) {
        this.observed = observed;
        this.flipped = flipped;
    }

    /**
     * Looks at all signs.
     *
     * @param changes sums of the clusters that changed, at most {@link #MOST_CLUSTERS}
     */
    static SignFlips of(double[] changes) {
        double[] flipped = new double[1 << changes.length];
        for (int cluster = 0; cluster < changes.length; cluster++) {
            double size = Math.abs(changes[cluster]);
            int half = 1 << cluster;
            for (int i = 0; i < half; i++) {
                flipped[half + i] = flipped[i] + size;
                flipped[i] -= size;
            }
        }
        double observed = 0;
        for (double change : changes) {
            observed += change;
        }
        return new SignFlips(observed, flipped);
    }

    /** One-sided p-value: small when the clusters became worse. */
    double pDecline() {
        return share(sum -> sum <= observed + ROUNDING);
    }

    /** Two-sided p-value. */
    double pChange() {
        double distance = Math.abs(observed) - ROUNDING;
        return share(sum -> Math.abs(sum) >= distance);
    }

    private double share(DoublePredicate beyond) {
        return (double) Arrays.stream(flipped).filter(beyond).count() / flipped.length;
    }
}
