package instructblip.results.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

class ExactShareTest {

    @Test
    void equalsTheRecordedBounds() {
        for (JsonNode recorded : Reference.of("shares")) {
            int right = recorded.get("right").intValue();
            int n = recorded.get("n").intValue();
            Interval interval = ExactShare.interval(right, n, 0.95);
            assertEquals(recorded.get("low").doubleValue(), interval.low(), 1e-9);
            assertEquals(recorded.get("high").doubleValue(), interval.high(), 1e-9);
            assertEquals(
                    recorded.get("upper95").doubleValue(),
                    ExactShare.upperBound(right, n, 0.05),
                    1e-9);
        }
    }

    @Test
    void noneOfManyHasAClosedForm() {
        for (int n : new int[] {1, 12, 800, 200_000}) {
            double bound = 100 * (1 - Math.pow(0.05, 1.0 / n));
            assertEquals(bound, ExactShare.upperBound(0, n, 0.05), 1e-9 * bound);
        }
    }
}
