package instructblip.results.metric;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each benchmark's metric on a whole small data set. */
class BenchmarkScoresTest {

    static Stream<Arguments> benchmarks() {
        return Stream.of(
                Arguments.of("nocaps", new CaptionScores()),
                Arguments.of("flickr30k", new CaptionScores()),
                Arguments.of("gqa", GqaAccuracy.lavis()),
                Arguments.of("vsr", new VerbalizerAccuracy()),
                Arguments.of("iconqa", new ChoiceAccuracy()),
                Arguments.of("textvqa", VqaAccuracy.textVqa()),
                Arguments.of("visdial", new VisualDialogRanks()),
                Arguments.of("hateful-memes", new VerbalizerAuc()),
                Arguments.of("vizwiz", VqaAccuracy.vizWiz()),
                Arguments.of("scienceqa", ScienceQaAccuracy.byCategory()),
                Arguments.of("msvd-qa", VideoQaAccuracy.lavis()),
                Arguments.of("msrvtt-qa", VideoQaAccuracy.lavis()),
                Arguments.of("ivqa", new IvqaAccuracy()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("benchmarks")
    void scoresAreTheOfficialOnes(String benchmark, Metric metric) {
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
