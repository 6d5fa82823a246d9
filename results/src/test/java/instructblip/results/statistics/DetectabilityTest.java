package instructblip.results.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DetectabilityTest {

    /** z(0.05) + z(0.2). */
    private static final double Z = 1.6448536 + 0.8416212;

    private static PairedScores right(int right, int n, int perImage) {
        double[] scores = IntStream.range(0, n).mapToDouble(i -> i < right ? 100 : 0).toArray();
        return new PairedScores(
                scores, scores, IntStream.range(0, n).map(i -> i / perImage).toArray());
    }

    private static double drop(Detectability found) {
        return found.drop(0.05, 0.8);
    }

    @Test
    void dependsOnTheShareThatChanges() {
        assertEquals(
                Z * 100 * Math.sqrt(0.1 / 4000),
                drop(Detectability.assumed(right(2400, 4000, 1), 0.1)),
                1e-6);
    }

    /** Also where all samples are right, and scores say nothing of how they might change. */
    @Test
    void allRightSamplesMayBecomeWrong() {
        assertEquals(
                Z * 100 * Math.sqrt(0.1 / 4000),
                drop(Detectability.assumed(right(4000, 4000, 1), 0.1)),
                1e-6);
    }

    /** Images of ten equal answers each stand for one sample. */
    @Test
    void imagesThatAreAlikeCountOnce() {
        double alone = drop(Detectability.assumed(right(2400, 4000, 1), 0.1));
        double together = drop(Detectability.assumed(right(2400, 4000, 10), 0.1));
        assertEquals(Math.sqrt(10), together / alone, 0.01);
    }

    /** So few samples change that a drop needs changes of its own. */
    @Test
    void aDropNeedsAsManyChanges() {
        assertEquals(
                100 * Z * Z / 1000, drop(Detectability.assumed(right(600, 1000, 1), 0.001)), 1e-6);
    }

    @Test
    void twoRunsShowHowManyChange() {
        PairedScores equal = right(2400, 4000, 1);
        double[] candidate = equal.baseline().clone();
        IntStream.range(2300, 2500).forEach(i -> candidate[i] = 100 - candidate[i]);
        PairedScores scores = new PairedScores(equal.baseline(), candidate, equal.clusters());
        Detectability found = Detectability.observed(scores);
        assertEquals(0.05, found.changed(), 1e-12);
        assertEquals(Z * 100 * Math.sqrt(0.05 / 4000), drop(found), 1e-3);
    }

    @Test
    void areasUnderTheCurveHaveTheErrorOfTheirPlacements() {
        int n = 300;
        boolean[] labels = new boolean[n];
        double[] scores = new double[n];
        for (int i = 0; i < n; i++) {
            labels[i] = i % 2 == 0;
            scores[i] = (i * 37 % 101) + (labels[i] ? 30 : 0);
        }
        PairedRankings rankings =
                new PairedRankings(labels, scores, scores, IntStream.range(0, n).toArray());
        double few = drop(Detectability.assumed(rankings, 0.05));
        double many = drop(Detectability.assumed(rankings, 0.2));
        assertEquals(2, many / few, 1e-9);
        assertTrue(many > 2 && many < 10, "found " + many);
    }
}
