package instructblip.benchmarks.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import instructblip.results.record.SampleRecord;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubmissionTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            textBlock =
                    """
                    vizwiz; VizWiz_test_00000000.jpg; [{"image":"VizWiz_test_00000000.jpg","answer":"beans"}]
                    nocaps; 12; [{"image_id":12,"caption":"beans"}]
                    gqa; 00928447; [{"questionId":"00928447","prediction":"beans"}]
                    textvqa; 9007199254740993; [{"question_id":9007199254740993,"answer":"beans"}]
                    ivqa; 3; [{"id":"3","prediction":"beans"}]
                    """)
    void textsAreInTheFormOfTheServer(String name, String id, String expected) {
        SampleRecord failed = record("x", List.of(), Optional.empty(), Map.of());
        SampleRecord answered = record(id, List.of(), Optional.of("beans"), Map.of());

        JsonNode document = Submission.of(Benchmarks.named(name), List.of(failed, answered));

        assertEquals(expected, document.toString());
    }

    @Test
    void memesHaveAProbability() {
        Map<String, Double> losses =
                Map.of("yes", 1000.0, "true", 1001.0, "no", 1002.0, "false", 1003.0);
        SampleRecord record = record("82161", YES_OR_NO, Optional.of("yes"), losses);

        JsonNode entry = Submission.of(Benchmarks.named("hateful-memes"), List.of(record)).get(0);

        assertEquals(82161, entry.get("id").intValue());
        assertEquals(1 / (1 + Math.exp(-2)), entry.get("proba").doubleValue(), 1e-12);
        assertEquals(1, entry.get("label").intValue());
    }

    private static final List<String> YES_OR_NO = List.of("yes", "true", "no", "false");

    @Test
    void dialogOptionsHaveRanksInTheirOrder() {
        SampleRecord record =
                record(
                        "179360/10",
                        List.of("a", "b", "c", "b"),
                        Optional.of("c"),
                        Map.of("a", 3.0, "b", 2.0, "c", 1.0));

        assertEquals(
                "[{\"image_id\":179360,\"round_id\":10,\"ranks\":[4,2,1,3]}]",
                Submission.of(Benchmarks.named("visdial"), List.of(record)).toString());
    }

    private static SampleRecord record(
            String id,
            List<String> candidates,
            Optional<String> prediction,
            Map<String, Double> scores) {
        return new SampleRecord(
                "x",
                id,
                List.of("a.jpg"),
                "?",
                List.of(),
                candidates,
                prediction,
                scores,
                prediction.isPresent() ? Optional.empty() : Optional.of("no image"),
                Map.of());
    }
}
