package instructblip.core.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class LearningRateTest {

    @Test
    void thePapersWarmsUpAndFalls() {
        LearningRate rate = LearningRate.paper();
        assertEquals(1e-8, rate.at(1));
        assertEquals(1e-8 + (1e-5 - 1e-8) / 2, rate.at(501), 1e-15);
        assertEquals(1e-5, rate.at(1001));
        assertEquals(0.5e-5, rate.at(1001 + 29_500), 1e-15);
        assertEquals(1e-5 * 0.5 * (1 + Math.cos(Math.PI * 0.25)), rate.at(1001 + 14_750), 1e-15);
        assertEquals(0, rate.at(60_001), 1e-15);
        assertEquals(0, rate.at(70_000), 1e-15);
    }

    @Test
    void aRunNeedsNoWarmUpAndMayEndAboveZero() {
        LearningRate rate = new LearningRate(0, 0.4, 0.1, 0, 10);
        assertEquals(0.4, rate.at(1));
        assertEquals(0.25, rate.at(6), 1e-12);
        assertEquals(0.1, rate.at(11), 1e-12);
        assertEquals(0.4, new LearningRate(0.1, 0.4, 0.2, 3, 3).at(3) + 0.1, 1e-12);
    }

    @Test
    void numbersOutOfRangeAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new LearningRate(0, 0, 0, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> new LearningRate(0, 1, 0, 5, 4));
        assertThrows(IllegalArgumentException.class, () -> new LearningRate(-1, 1, 0, 0, 4));
        assertThrows(
                IllegalArgumentException.class, () -> new LearningRate(0, Double.NaN, 0, 0, 4));
    }
}
