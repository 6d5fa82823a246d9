package instructblip.results.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;

import instructblip.results.record.SampleRecord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GradeTest {

    @Test
    void aShareIsRightPartlyOrWrong() {
        assertEquals(Grade.RIGHT, Grade.ofShare(100));
        assertEquals(Grade.RIGHT, Grade.ofShare(100 * (0.1 + 0.2 + 0.7)));
        assertEquals(Grade.PARTLY, Grade.ofShare(30));
        assertEquals(Grade.WRONG, Grade.ofShare(0));
    }

    @Test
    void mostMetricsGradeByTheScore() {
        SampleRecord record = Records.answered("1", "red", List.of("red"), Map.of());
        Metric metric = Metrics.named("exact-match").metric();
        double score = metric.evaluate(List.of(record)).perSample().get("1");
        assertEquals(Grade.RIGHT, metric.grade(record, score));
    }

    /** The log odds of a sample have no full mark; its best candidate is right or not. */
    @Test
    void aucGradesByTheBestCandidate() {
        Map<String, Double> losses = new LinkedHashMap<>();
        losses.put("yes", 0.5);
        losses.put("no", 2.0);
        SampleRecord hateful =
                Records.ranked("1", "yes", List.of("yes"), losses, Map.of("label", 1));
        SampleRecord harmless =
                Records.ranked("2", "yes", List.of("no"), losses, Map.of("label", 0));
        Metric metric = Metrics.named("yes-no-auc").metric();
        Map<String, Double> scores = metric.evaluate(List.of(hateful, harmless)).perSample();
        assertEquals(1.5, scores.get("1"), 1e-12);
        assertEquals(Grade.RIGHT, metric.grade(hateful, scores.get("1")));
        assertEquals(Grade.WRONG, metric.grade(harmless, scores.get("2")));
    }

    @Test
    void captionsHaveNoFullMark() {
        SampleRecord record = Records.answered("1", "a cat", List.of("a cat"), Map.of());
        assertEquals(Grade.OPEN, Metrics.named("caption").metric().grade(record, 250));
    }
}
