package instructblip.results.statistics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PairedRankingsTest {

    private static final JsonNode RECORDED = Reference.of("auc");

    private static PairedRankings recorded() {
        JsonNode list = RECORDED.get("labels");
        boolean[] labels = new boolean[list.size()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = list.get(i).booleanValue();
        }
        return new PairedRankings(
                labels,
                Reference.numbers(RECORDED.get("baseline")),
                Reference.numbers(RECORDED.get("candidate")),
                IntStream.range(0, labels.length).toArray());
    }

    @Test
    void contributionsHaveTheAreaAsTheirMean() {
        PairedRankings rankings = recorded();
        PairedScores contributions = rankings.contributions(rankings.placements());
        assertEquals(
                RECORDED.get("baseline_auc").doubleValue(),
                Arrays.stream(contributions.baseline()).average().orElseThrow(),
                1e-9);
        assertEquals(
                RECORDED.get("candidate_auc").doubleValue(),
                Arrays.stream(contributions.candidate()).average().orElseThrow(),
                1e-9);
    }

    /** DeLong divides by one less than the number of each label, here all samples count. */
    @Test
    void theStandardErrorIsDeLongs() {
        double recorded = RECORDED.get("standard_error").doubleValue();
        assertEquals(recorded, Contrast.of(recorded()).sums().standardError(), 0.005 * recorded);
    }

    @Test
    void placementsAreSharesOfTheOtherLabel() {
        PairedRankings rankings =
                new PairedRankings(
                        new boolean[] {true, false, true, false},
                        new double[] {3, 1, 1, 0},
                        new double[] {0, 1, 2, 3},
                        new int[] {0, 1, 2, 3});
        assertArrayEquals(new double[] {100, 75, 75, 100}, rankings.placements().baseline(), 1e-12);
        assertArrayEquals(new double[] {0, 50, 50, 0}, rankings.placements().candidate(), 1e-12);
        PairedDifference difference = PairedDifference.of(rankings);
        assertEquals(25 - 87.5, difference.difference(), 1e-12);
        assertEquals(4, difference.worse());
    }

    @Test
    void refusesOneLabel() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new PairedRankings(new boolean[2], new double[2], new double[2], new int[2]));
    }
}
