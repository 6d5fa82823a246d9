package instructblip.results.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

class McNemarTest {

    @Test
    void equalsTheRecordedBinomialValues() {
        JsonNode cases = Reference.of("mcnemar");
        assertTrue(cases.size() >= 15);
        for (JsonNode recorded : cases) {
            int worse = recorded.get("worse").intValue();
            int better = recorded.get("better").intValue();
            assertValue(recorded.get("exact"), McNemar.exact(worse, better));
            assertValue(recorded.get("mid_p"), McNemar.midP(worse, better));
            assertValue(recorded.get("exact_decline"), McNemar.exactDecline(worse, better));
            assertValue(recorded.get("mid_p_decline"), McNemar.midPDecline(worse, better));
        }
    }

    @Test
    void twoSidesAreAlike() {
        assertEquals(McNemar.exact(4, 11), McNemar.exact(11, 4));
        assertEquals(McNemar.midP(4, 11), McNemar.midP(11, 4));
    }

    @Test
    void refusesWhatIsNoCount() {
        assertThrows(IllegalArgumentException.class, () -> McNemar.exact(-1, 3));
        assertThrows(ArithmeticException.class, () -> McNemar.midP(Integer.MAX_VALUE, 1));
    }

    private static void assertValue(JsonNode recorded, double found) {
        double value = recorded.doubleValue();
        assertEquals(value, found, 1e-10 * value);
    }
}
