package instructblip.results.statistics;

import java.util.Optional;

/**
 * Whether a candidate lost more than a margin on the same samples: a one-sided test of "the
 * difference is at least −margin", and how low the difference may be.
 *
 * @param difference candidate less baseline, in points
 * @param p of the test: small when the candidate lost more than the margin
 * @param lowerBound below which the difference lies with a chance of at most alpha, in points
 * @param test that gave {@code p}
 * @param worse number of samples that became worse
 * @param better number of samples that became better
 * @param n number of samples
 * @param images number of images, or other clusters, that they belong to
 */
public record RegressionCheck(
        double difference,
        double p,
        double lowerBound,
        String test,
        int worse,
        int better,
        int n,
        int images) {

    /**
     * Tests scores. At margin 0, where samples are right or wrong and none shares its image, by
     * mid-p McNemar; else by the studentized bootstrap over images. Where few images changed, the
     * bootstrap's p-value is not taken below that of all combinations of signs, nor its bound above
     * that of so many losses and no gain. Where no sample changed, the bound is −100·(1 −
     * alpha^(1/n)).
     *
     * @param margin loss that is allowed, in points, not negative
     * @param alpha level of the bound, as 0.05
     * @return empty where nothing can be told: samples changed, and all are of one image
     * @throws IllegalArgumentException when there is no sample
     */
    public static Optional<RegressionCheck> of(PairedScores scores, double margin, double alpha) {
        return of(Contrast.of(scores), margin, alpha);
    }

    /** Tests areas under the ROC curve, as means of placements. */
    public static Optional<RegressionCheck> of(
            PairedRankings rankings, double margin, double alpha) {
        return of(Contrast.of(rankings), margin, alpha);
    }

    private static Optional<RegressionCheck> of(Contrast contrast, double margin, double alpha) {
        if (!(margin >= 0) || !(alpha > 0 && alpha < 0.5)) {
            throw new IllegalArgumentException("margin " + margin + ", alpha " + alpha);
        }
        if (contrast.isUnchanged()) {
            double bound = contrast.unchangedBound(alpha);
            return Optional.of(of(contrast, 1, bound, "no sample changed"));
        }
        if (contrast.sums().count() == 1) {
            return Optional.empty();
        }
        Optional<StudentizedBootstrap> bootstrap = contrast.bootstrap();
        double bound = bound(contrast, bootstrap, alpha);
        if (contrast.flips() && margin == 0) {
            double p = McNemar.midPDecline(contrast.worse(), contrast.better());
            return Optional.of(of(contrast, p, bound, "mid-p McNemar"));
        }
        double p = bootstrap.map(resamples -> p(contrast, resamples, margin)).orElse(1.0);
        return Optional.of(of(contrast, p, bound, "clustered bootstrap"));
    }

    private static RegressionCheck of(Contrast contrast, double p, double bound, String test) {
        return new RegressionCheck(
                contrast.sums().mean(),
                p,
                bound,
                test,
                contrast.worse(),
                contrast.better(),
                contrast.n(),
                contrast.sums().count());
    }

    private static double p(Contrast contrast, StudentizedBootstrap bootstrap, double margin) {
        double p = bootstrap.pBelow(-margin);
        return contrast.changedLittle()
                ? Math.max(p, SignFlips.of(contrast.sums().changed()).pDecline())
                : p;
    }

    private static double bound(
            Contrast contrast, Optional<StudentizedBootstrap> bootstrap, double alpha) {
        double bound =
                bootstrap
                        .map(resamples -> resamples.lowerBound(alpha))
                        .orElse(Double.POSITIVE_INFINITY);
        return contrast.changedLittle() ? Math.min(bound, contrast.lossBound(alpha)) : bound;
    }
}
