package instructblip.results.metric.dialog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class OptionRanksTest {

    @Test
    void tiesKeepTheOrderOfTheOptions() {
        OptionRanks ranks = new OptionRanks(new double[] {2, 0.0, 5, -0.0, 2});
        assertEquals(3, ranks.rank(0));
        assertEquals(1, ranks.rank(1));
        assertEquals(5, ranks.rank(2));
        assertEquals(2, ranks.rank(3));
        assertEquals(4, ranks.rank(4));
    }

    @Test
    void gainCountsAsManyPlacesAsThereAreRelevantOptions() {
        OptionRanks ranks = new OptionRanks(new double[] {-2, -1, -4, -3});
        double gained = 0.4 + 1 / (Math.log(3) / Math.log(2)) + 0.2 / 2;
        double possible = 1 + 0.4 / (Math.log(3) / Math.log(2)) + 0.2 / 2;
        assertEquals(gained / possible, ranks.gain(new double[] {.2, 0, .4, 1}), 1e-15);
        assertEquals(0, ranks.gain(new double[] {0, 1, 0, 0}));
        assertTrue(Double.isNaN(ranks.gain(new double[4])));
    }
}
