package instructblip.results.statistics;

import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * McNemar's test on samples that are right or wrong: among those that changed, worse and better are
 * equally likely when nothing is different. Exact by the binomial distribution; the mid-p form
 * counts the observed case half, which keeps the level on average where the exact one stays below
 * it. Source: Fagerland, Lydersen and Laake, The McNemar test for binary matched-pairs data (2013).
 */
public final class McNemar {

    private static final double EVEN = 0.5;

    private McNemar() {}

    /**
     * Two-sided, exact.
     *
     * @param worse samples that were right and are wrong
     * @param better samples that were wrong and are right
     */
    public static double exact(int worse, int better) {
        return Math.min(1, 2 * exactDecline(Math.max(worse, better), Math.min(worse, better)));
    }

    /** Two-sided, mid-p. */
    public static double midP(int worse, int better) {
        return Math.min(1, 2 * midPDecline(Math.max(worse, better), Math.min(worse, better)));
    }

    /** One-sided, exact: small when the samples became worse. */
    public static double exactDecline(int worse, int better) {
        return changed(worse, better).cumulativeProbability(better);
    }

    /** One-sided, mid-p: small when the samples became worse. */
    public static double midPDecline(int worse, int better) {
        BinomialDistribution changed = changed(worse, better);
        return changed.cumulativeProbability(better) - changed.probability(better) / 2;
    }

    /** Of how many of the changed samples became better by chance alone. */
    private static BinomialDistribution changed(int worse, int better) {
        if (worse < 0 || better < 0) {
            throw new IllegalArgumentException("counts are " + worse + " and " + better);
        }
        return BinomialDistribution.of(Math.addExact(worse, better), EVEN);
    }
}
