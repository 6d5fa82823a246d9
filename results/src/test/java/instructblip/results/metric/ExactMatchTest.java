package instructblip.results.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExactMatchTest {

    @Test
    void onlyOuterWhiteSpaceIsForgiven() {
        Evaluation evaluation =
                new ExactMatch()
                        .evaluate(
                                List.of(
                                        Records.answered("1", " red\n", List.of("red"), type("a")),
                                        Records.answered("2", "Red", List.of("red"), type("b")),
                                        Records.answered("3", "red.", List.of("red"), type("b")),
                                        Records.answered("4", "no", List.of("yes", "no"), Map.of()),
                                        Records.answered("5", "", List.of(" "), type("b"))));
        assertEquals(60, evaluation.value());
        assertEquals(
                Map.of("1", 100.0, "2", 0.0, "3", 0.0, "4", 100.0, "5", 100.0),
                evaluation.perSample());
        assertEquals(Map.of("a", 100.0, "b", 100.0 / 3), evaluation.breakdown());
        assertEquals(List.of("a", "b"), List.copyOf(evaluation.breakdown().keySet()));
        assertEquals(Map.of(), evaluation.also());
    }

    private static Map<String, Object> type(String name) {
        return Map.of("answer_type", name);
    }
}
