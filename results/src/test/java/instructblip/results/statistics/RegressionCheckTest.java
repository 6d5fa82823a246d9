package instructblip.results.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegressionCheckTest {

    private static final double ALPHA = 0.05;

    /** Samples of which the first became worse and the next better, so many on an image. */
    private static PairedScores flips(int worse, int better, int n, int perImage) {
        double[] baseline = new double[n];
        double[] candidate = new double[n];
        Arrays.fill(baseline, 0, worse, 100);
        Arrays.fill(candidate, worse, worse + better, 100);
        return new PairedScores(
                baseline, candidate, IntStream.range(0, n).map(i -> i / perImage).toArray());
    }

    private static RegressionCheck check(PairedScores scores, double margin) {
        return RegressionCheck.of(scores, margin, ALPHA).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({"12, 1, -22.0922", "800, 1, -0.3738", "800, 10, -0.3738"})
    void withoutChangesTheBoundIsThatOfNone(int n, int perImage, double bound) {
        for (double margin : new double[] {0, 1}) {
            RegressionCheck found = check(flips(0, 0, n, perImage), margin);
            assertEquals(bound, found.lowerBound(), 1e-4);
            assertEquals(1, found.p());
        }
    }

    @ParameterizedTest
    @CsvSource({"5, 0", "0, 5", "40, 20", "100, 101", "61, 42"})
    void flipsAtMarginZeroAreTestedByMidP(int worse, int better) {
        RegressionCheck found = check(flips(worse, better, 2000, 1), 0);
        assertEquals("mid-p McNemar", found.test());
        assertEquals(McNemar.midPDecline(worse, better), found.p());
        assertEquals(-100 * (worse - better) / 2000.0, found.difference(), 1e-12);
    }

    /** With many changes, the test and the bound are those of the normal distribution. */
    @Test
    void aMarginIsTestedByBootstrap() {
        int n = 20_000;
        RegressionCheck found = check(flips(1000, 700, n, 1), 1);
        assertEquals("clustered bootstrap", found.test());
        double error = 100 * Math.sqrt((1700 - 300 * 300.0 / n) / n / n);
        double z = (-1.5 + 1) / error;
        double p = NormalDistribution.of(0, 1).cumulativeProbability(z);
        assertEquals(p, found.p(), 0.005);
        assertEquals(-1.5 - 1.645 * error, found.lowerBound(), 0.01);
    }

    @Test
    void questionsOnOneImageAreNoEvidenceOfTheirOwn() {
        RegressionCheck together = check(flips(100, 50, 3000, 10), 0);
        RegressionCheck apart = check(flips(100, 50, 3000, 1), 0);
        assertEquals(300, together.images());
        assertEquals(3000, apart.images());
        assertTrue(together.p() > 0.1, together.toString());
        assertTrue(apart.p() < 0.001, apart.toString());
        assertTrue(together.lowerBound() < apart.lowerBound() - 1);
    }

    /** Three images of one question each that lost: signs say 1/8, a bootstrap by itself less. */
    @Test
    void fewChangedImagesAreTestedBySigns() {
        int[] images = IntStream.range(0, 600).map(i -> Math.min(i, 597)).toArray();
        double[] baseline = new double[600];
        Arrays.fill(baseline, 0, 3, 100);
        PairedScores scores = new PairedScores(baseline, new double[600], images);
        assertEquals(1.0 / 8, check(scores, 0).p(), 1e-12);
    }

    /** A single gain among 12 does not prove that nothing was lost. */
    @Test
    void fewChangesDoNotPass() {
        assertTrue(check(flips(0, 1, 12, 1), 0).lowerBound() < -20);
        assertTrue(check(flips(1, 0, 1000, 1), 0).lowerBound() <= -0.47);
        assertTrue(check(flips(1, 0, 1000, 1), 0).lowerBound() > -0.6);
    }

    @Test
    void gainsAndLossesOnTheSameImagesCancel() {
        int[] halves = IntStream.range(0, 40).map(i -> i % 20).toArray();
        PairedScores scores = flips(20, 20, 40, 1);
        RegressionCheck found =
                check(new PairedScores(scores.baseline(), scores.candidate(), halves), 0);
        assertEquals(1, found.p());
        assertTrue(found.lowerBound() < -7, found.toString());
    }

    @Test
    void oneImageTellsNothing() {
        assertEquals(Optional.empty(), RegressionCheck.of(flips(5, 1, 10, 10), 0, ALPHA));
    }

    @Test
    void areasUnderTheCurveAreTestedByPlacements() {
        int n = 400;
        SplittableRandom random = new SplittableRandom(9);
        boolean[] labels = new boolean[n];
        double[] baseline = new double[n];
        double[] candidate = new double[n];
        for (int i = 0; i < n; i++) {
            labels[i] = i % 3 == 0;
            baseline[i] = (labels[i] ? 1 : 0) + 2 * random.nextDouble();
            candidate[i] = 0.4 * baseline[i] + 2 * random.nextDouble();
        }
        PairedRankings rankings =
                new PairedRankings(labels, baseline, candidate, IntStream.range(0, n).toArray());
        RegressionCheck found = RegressionCheck.of(rankings, 0, ALPHA).orElseThrow();
        ClusterSums sums = Contrast.of(rankings).sums();
        assertEquals(sums.mean(), found.difference(), 1e-12);
        assertTrue(found.p() < 0.001);
        assertEquals(sums.mean() - 1.65 * sums.standardError(), found.lowerBound(), 0.3);
        assertTrue(RegressionCheck.of(rankings, 40, ALPHA).orElseThrow().p() > 0.9);
    }

    @Test
    void refusesWhatIsNoMarginAndNoLevel() {
        PairedScores scores = flips(1, 1, 10, 1);
        assertThrows(IllegalArgumentException.class, () -> RegressionCheck.of(scores, -1, ALPHA));
        assertThrows(IllegalArgumentException.class, () -> RegressionCheck.of(scores, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> RegressionCheck.of(scores, 0, 0.5));
        assertThrows(
                IllegalArgumentException.class,
                () -> RegressionCheck.of(scores, Double.NaN, ALPHA));
    }
}
