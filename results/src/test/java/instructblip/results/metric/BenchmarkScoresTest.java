package instructblip.results.metric;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each benchmark's metric on a whole small data set. */
class BenchmarkScoresTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "nocaps, caption",
        "flickr30k, caption",
        "gqa, gqa",
        "vsr, yes-no",
        "iconqa, choice",
        "textvqa, textvqa",
        "visdial, visdial",
        "hateful-memes, yes-no-auc",
        "vizwiz, vizwiz",
        "scienceqa, scienceqa",
        "msvd-qa, video-qa",
        "msrvtt-qa, video-qa",
        "ivqa, ivqa"
    })
    void scoresAreTheOfficialOnes(String benchmark, String family) {
        Metric metric = Metrics.named(family).metric();
        JsonNode expected = OfficialCases.expected(benchmark);
        Evaluation evaluation = metric.evaluate(OfficialCases.records(benchmark));
        assertAll(
                () -> assertEquals(expected.get("metric").asText(), metric.name()),
                () -> assertClose(expected.get("value").asDouble(), evaluation.value(), "value"),
                () -> assertClose(expected.get("per_sample"), evaluation.perSample()),
                () -> assertClose(expected.get("breakdown"), evaluation.breakdown()),
                () -> assertClose(expected.get("also"), evaluation.also()));
    }

    private static void assertClose(JsonNode expected, Map<String, Double> actual) {
        List<String> names = new ArrayList<>();
        expected.fieldNames().forEachRemaining(names::add);
        assertEquals(names, List.copyOf(actual.keySet()));
        names.forEach(name -> assertClose(expected.get(name).asDouble(), actual.get(name), name));
    }

    private static void assertClose(double expected, double actual, String name) {
        assertEquals(expected, actual, 1e-9 * Math.max(1e-3, Math.abs(expected)), name);
    }
}
