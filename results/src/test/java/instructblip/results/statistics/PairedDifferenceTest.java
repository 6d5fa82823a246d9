package instructblip.results.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PairedDifferenceTest {

    private static final double[] NO_SCORES = {};

    private static int[] single(int n) {
        return IntStream.range(0, n).toArray();
    }

    /** Samples of which the first became worse and the next better. */
    private static PairedScores flips(int worse, int better, int n, int[] clusters) {
        double[] baseline = new double[n];
        double[] candidate = new double[n];
        for (int i = 0; i < n; i++) {
            baseline[i] = i < worse ? 100 : 0;
            candidate[i] = i >= worse && i < worse + better ? 100 : 0;
        }
        return new PairedScores(baseline, candidate, clusters);
    }

    @Test
    void flipsAreTestedByMcNemar() {
        PairedDifference found = PairedDifference.of(flips(61, 42, 2000, single(2000)));
        assertEquals("exact McNemar", found.test());
        assertEquals(McNemar.exact(61, 42), found.p().getAsDouble());
        assertEquals(-100 * 19 / 2000.0, found.difference(), 1e-12);
        assertEquals(61, found.worse());
        assertEquals(42, found.better());
        assertEquals(2000, found.n());
        double half = 1.96 * Math.sqrt(103 * 1e4) / 2000;
        assertEquals(found.difference() - half, found.ci95().orElseThrow().low(), 0.05);
        assertEquals(found.difference() + half, found.ci95().orElseThrow().high(), 0.05);
    }

    @Test
    void sharedImagesAreDrawnTogether() {
        int n = 2000;
        int[] tens = IntStream.range(0, n).map(i -> i / 10).toArray();
        PairedDifference found = PairedDifference.of(flips(110, 50, n, tens));
        PairedDifference alone = PairedDifference.of(flips(110, 50, n, single(n)));
        assertEquals("clustered bootstrap", found.test());
        double width = found.ci95().orElseThrow().high() - found.ci95().orElseThrow().low();
        double narrow = alone.ci95().orElseThrow().high() - alone.ci95().orElseThrow().low();
        assertTrue(width > 2.5 * narrow, width + " and " + narrow);
        assertTrue(found.p().getAsDouble() > 0.05);
        assertTrue(alone.p().getAsDouble() < 1e-5);
    }

    /** Close to Student's interval: 1.966 is the quantile for 400 differences. */
    @Test
    void scoresThatAreNotFlipsAreTestedByBootstrap() {
        int n = 400;
        SplittableRandom random = new SplittableRandom(3);
        double[] baseline = random.doubles(n, 0, 100).toArray();
        double[] candidate = new double[n];
        for (int i = 0; i < n; i++) {
            candidate[i] = baseline[i] - 2 + 30 * (random.nextDouble() - 0.5);
        }
        PairedScores scores = new PairedScores(baseline, candidate, single(n));
        ClusterSums sums = Contrast.of(scores).sums();
        PairedDifference found = PairedDifference.of(scores);
        Interval interval = found.ci95().orElseThrow();
        assertEquals(sums.mean() - 1.966 * sums.standardError(), interval.low(), 0.05);
        assertEquals(sums.mean() + 1.966 * sums.standardError(), interval.high(), 0.05);
        assertTrue(interval.contains(found.difference()));
        assertTrue(found.p().getAsDouble() < 0.001, found.toString());
    }

    @Test
    void fewChangedImagesAreNeverSignificantByChance() {
        int[] twos = IntStream.range(0, 400).map(i -> i / 2).toArray();
        PairedDifference found = PairedDifference.of(flips(8, 0, 400, twos));
        assertEquals(2 * Math.pow(0.5, 4), found.p().getAsDouble(), 1e-12);
    }

    @Test
    void equalRunsHaveTheIntervalOfNone() {
        PairedDifference found = PairedDifference.of(flips(0, 0, 800, single(800)));
        double bound = 100 * (1 - Math.pow(0.025, 1 / 800.0));
        assertEquals(-bound, found.ci95().orElseThrow().low(), 1e-9);
        assertEquals(bound, found.ci95().orElseThrow().high(), 1e-9);
        assertEquals(OptionalDouble.of(1), found.p());
        assertEquals(0, found.difference());
    }

    /** Two captions of 400 changed; the others were added up in another order. */
    @Test
    void roundingIsNoChange() {
        double[] baseline = new SplittableRandom(3).doubles(400, 0, 100).toArray();
        double[] candidate = baseline.clone();
        for (int i = 0; i < candidate.length; i++) {
            candidate[i] += i < 2 ? -10 : Math.ulp(candidate[i]);
        }
        PairedDifference found =
                PairedDifference.of(new PairedScores(baseline, candidate, single(400)));
        assertEquals(2, found.worse());
        assertEquals(0, found.better());
        assertEquals(0.5, found.p().getAsDouble(), 1e-12);
    }

    @Test
    void oneImageTellsNothing() {
        PairedDifference found = PairedDifference.of(flips(3, 1, 10, new int[10]));
        assertEquals(-20, found.difference(), 1e-12);
        assertEquals(Optional.empty(), found.ci95());
        assertEquals(OptionalDouble.empty(), found.p());
    }

    @Test
    void gainsAndLossesOnTheSameImageCancel() {
        int[] halves = IntStream.range(0, 40).map(i -> i % 20).toArray();
        PairedDifference found = PairedDifference.of(flips(20, 20, 40, halves));
        assertEquals(0, found.difference(), 1e-12);
        assertEquals(OptionalDouble.of(1), found.p());
        assertTrue(found.ci95().orElseThrow().low() < -10);
    }

    /** The same numbers on one thread as on many. */
    @Test
    void doesNotDependOnThreads() throws Exception {
        PairedScores scores =
                flips(300, 200, 4000, IntStream.range(0, 4000).map(i -> i / 3).toArray());
        ForkJoinPool alone = new ForkJoinPool(1);
        ForkJoinPool many = new ForkJoinPool(4);
        try {
            assertEquals(
                    alone.submit(() -> PairedDifference.of(scores)).get(),
                    many.submit(() -> PairedDifference.of(scores)).get());
        } finally {
            alone.shutdown();
            many.shutdown();
        }
    }

    @Test
    void refusesWhatDoesNotBelongTogether() {
        assertThrows(
                IllegalArgumentException.class,
                () -> PairedDifference.of(new PairedScores(NO_SCORES, NO_SCORES, new int[0])));
        assertThrows(
                IllegalArgumentException.class,
                () -> new PairedScores(new double[1], new double[2], new int[1]));
        assertThrows(
                IllegalArgumentException.class,
                () -> new PairedScores(new double[] {Double.NaN}, new double[1], new int[1]));
        assertThrows(
                IllegalArgumentException.class,
                () -> new PairedScores(new double[1], new double[1], new int[] {1}));
    }
}
