package instructblip.results.statistics;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How a candidate's value differs from a baseline's on the same samples.
 *
 * @param difference candidate less baseline, on the metric's printed scale
 * @param ci95 95 % interval of the difference; empty for a single cluster
 * @param p two-sided, of no difference; empty for a single cluster
 * @param test that gave it
 * @param worse number of samples that became worse
 * @param better number of samples that became better
 * @param n number of samples
 */
public record PairedDifference(
        double difference,
        Optional<Interval> ci95,
        OptionalDouble p,
        String test,
        int worse,
        int better,
        int n) {

    private static final double CONFIDENCE = 0.95;

    /**
     * Compares scores. Where samples are right or wrong and share no cluster, the p-value is exact
     * McNemar's; else it is that of the studentized bootstrap over clusters, and where few of them
     * changed not below that of all combinations of signs. The interval is the bootstrap's; where
     * no sample changed, the exact one of a share of none.
     *
     * @throws IllegalArgumentException when there is no sample
     */
    public static PairedDifference of(PairedScores scores) {
        return of(Contrast.of(scores));
    }

    /**
     * Compares areas under the ROC curve, as means of placements; {@code worse} and {@code better}
     * count samples that stand above fewer or more of the other label.
     */
    public static PairedDifference of(PairedRankings rankings) {
        return of(Contrast.of(rankings));
    }

    private static PairedDifference of(Contrast contrast) {
        if (contrast.isUnchanged()) {
            return of(
                    contrast,
                    Optional.of(unchanged(contrast.n())),
                    OptionalDouble.of(1),
                    "no sample changed");
        }
        Optional<StudentizedBootstrap> bootstrap = contrast.bootstrap();
        if (contrast.flips()) {
            return of(
                    contrast,
                    bootstrap.map(resamples -> resamples.interval(CONFIDENCE)),
                    OptionalDouble.of(McNemar.exact(contrast.worse(), contrast.better())),
                    "exact McNemar");
        }
        if (contrast.sums().count() == 1) {
            return of(contrast, Optional.empty(), OptionalDouble.empty(), "one cluster");
        }
        return of(
                contrast,
                bootstrap
                        .map(resamples -> resamples.interval(CONFIDENCE))
                        .or(() -> Optional.of(unchanged(contrast.sums().count()))),
                OptionalDouble.of(bootstrap.map(resamples -> p(contrast, resamples)).orElse(1.0)),
                "clustered bootstrap");
    }

    /** Of so many samples or clusters none changed. */
    private static Interval unchanged(int n) {
        double bound = ExactShare.upperBound(0, n, (1 - CONFIDENCE) / 2);
        return new Interval(-bound, bound);
    }

    private static double p(Contrast contrast, StudentizedBootstrap bootstrap) {
        double p = Math.min(1, 2 * Math.min(bootstrap.pBelow(0), bootstrap.pAbove(0)));
        return contrast.changedLittle()
                ? Math.max(p, SignFlips.of(contrast.sums().changed()).pChange())
                : p;
    }

    private static PairedDifference of(
            Contrast contrast, Optional<Interval> interval, OptionalDouble p, String test) {
        return new PairedDifference(
                contrast.sums().mean(),
                interval,
                p,
                test,
                contrast.worse(),
                contrast.better(),
                contrast.n());
    }
}
