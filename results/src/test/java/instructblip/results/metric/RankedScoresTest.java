package instructblip.results.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import instructblip.results.record.SampleRecord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What metrics of ranked records make of unusual ones. */
class RankedScoresTest {

    private static final Map<String, Object> YES = Map.of("label", 1);

    @Test
    void withoutLossesThePredictionNamesTheChoice() {
        assertEquals(100, choice("b", List.of("a", "b"), Map.of(), 1));
        assertEquals(0, choice("B", List.of("a", "b"), Map.of(), 1));
        assertEquals(0, choice("b", List.of("b", "b"), Map.of(), 1));
    }

    @Test
    void lossesDecideAndOfEqualOnesTheFirst() {
        assertEquals(100, choice("a", List.of("a", "b"), Map.of("a", 2.0, "b", 1.0), 1));
        assertEquals(0, choice("b", List.of("a", "b"), Map.of("a", 1.0, "b", 1.0), 1));
        assertEquals(100, choice("x", List.of("x", "x", "y"), Map.of("x", 1.0, "y", 2.0), 0));
    }

    @Test
    void everyCandidateNeedsALoss() {
        assertFault(
                "the loss of candidate \"b\" is missing; expected a number for each of 2 candidates",
                () -> choice("a", List.of("a", "b"), Map.of("a", 1.0), 0));
        assertFault(
                "the loss of candidate \"a\" is NaN; expected a number for each of 1 candidates",
                () -> choice("a", List.of("a"), Map.of("a", Double.NaN), 0));
        assertFault("there are no candidates", () -> choice("a", List.of(), Map.of(), 0));
        assertFault(
                "the fact \"answer\" is 2; expected a whole number from 0 to 1",
                () -> choice("a", List.of("a", "b"), Map.of(), 2));
    }

    @Test
    void writtenVerdictMayBeInCapitalsAndNothingElse() {
        Metric metric = new VerbalizerAccuracy();
        assertEquals(100, metric.evaluate(List.of(verdict(" Yes\n", Map.of(), YES))).value());
        assertEquals(0, metric.evaluate(List.of(verdict("No", Map.of(), YES))).value());
        assertEquals(0, metric.evaluate(List.of(verdict("yes it is", Map.of(), YES))).value());
        assertFault(
                "the fact \"label\" is missing; expected a whole number from 0 to 1",
                () -> metric.evaluate(List.of(verdict("yes", Map.of(), Map.of()))));
    }

    @Test
    void logOddsDoNotUnderflow() {
        Map<String, Double> losses = losses(41.25, 44.5, 740.125, 900.5);
        Evaluation evaluation =
                new VerbalizerAuc()
                        .evaluate(
                                List.of(
                                        verdict("yes", losses, YES),
                                        verdict("yes", losses(1, 1, 1, 1), Map.of("label", 0))));
        assertEquals(100, evaluation.value());
        assertEquals(Map.of("accuracy", 50.0), evaluation.also());
        Evaluation alone = new VerbalizerAuc().evaluate(List.of(verdict("yes", losses, YES)));
        assertEquals(698.9130413716878, alone.perSample().get("1"), 1e-9);
        assertEquals(Double.NaN, alone.value());
    }

    @Test
    void logOddsNeedBothSides() {
        Metric metric = new VerbalizerAuc();
        String expected = "; expected finite ones of yes or true and of no or false";
        assertFault(
                "its losses are {yes=1.0}" + expected,
                () -> metric.evaluate(List.of(verdict("yes", Map.of("yes", 1.0), YES))));
        Map<String, Double> infinite =
                losses(1, 1, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
        assertFault(
                "its losses are {yes=1.0, true=1.0, no=Infinity, false=Infinity}" + expected,
                () -> metric.evaluate(List.of(verdict("yes", infinite, YES))));
    }

    private static void assertFault(String fault, Runnable scoring) {
        assertEquals(
                "test, sample 1: " + fault,
                assertThrows(UnscorableRecordException.class, scoring::run).getMessage());
    }

    private static double choice(
            String prediction, List<String> candidates, Map<String, Double> losses, int answer) {
        SampleRecord record =
                new SampleRecord(
                        "test",
                        "1",
                        List.of(),
                        "",
                        List.of("x"),
                        candidates,
                        Optional.of(prediction),
                        losses,
                        Optional.empty(),
                        Map.of("answer", answer));
        return new ChoiceAccuracy().evaluate(List.of(record)).value();
    }

    private static SampleRecord verdict(
            String prediction, Map<String, Double> losses, Map<String, Object> facts) {
        return Records.ranked("1", prediction, List.of("yes", "true"), losses, facts);
    }

    private static Map<String, Double> losses(
            double yes, double isTrue, double no, double isFalse) {
        Map<String, Double> losses = new LinkedHashMap<>();
        losses.put("yes", yes);
        losses.put("true", isTrue);
        losses.put("no", no);
        losses.put("false", isFalse);
        return losses;
    }
}
