package instructblip.results.statistics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

class HolmTest {

    @Test
    void equalsTheRecordedValues() {
        for (JsonNode recorded : Reference.of("holm")) {
            assertArrayEquals(
                    Reference.numbers(recorded.get("adjusted")),
                    Holm.adjusted(Reference.numbers(recorded.get("p"))),
                    1e-15);
        }
    }

    @Test
    void refusesWhatIsNoPValue() {
        assertThrows(IllegalArgumentException.class, () -> Holm.adjusted(new double[] {0.1, 1.1}));
        assertThrows(
                IllegalArgumentException.class, () -> Holm.adjusted(new double[] {Double.NaN}));
    }
}
