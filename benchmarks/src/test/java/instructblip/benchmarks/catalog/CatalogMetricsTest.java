package instructblip.benchmarks.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import instructblip.benchmarks.dataset.Dataset;
import instructblip.benchmarks.dataset.DatasetException;
import instructblip.benchmarks.dataset.Sample;
import instructblip.benchmarks.prompt.Preset;
import instructblip.results.metric.Evaluation;
import instructblip.results.record.SampleRecord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The samples carry all that the metric of their benchmark needs. */
class CatalogMetricsTest {

    static List<String> names() {
        return Benchmarks.paper().stream().map(Benchmark::name).toList();
    }

    @ParameterizedTest
    @MethodSource("names")
    void theMetricGivesTheOfficialValues(String name) throws DatasetException {
        Benchmark benchmark = Benchmarks.named(name);
        Path folder = Fixtures.folder(name);
        Dataset dataset = benchmark.read(folder.resolve("data"), benchmark.defaultSplit());
        List<JsonNode> predictions = Fixtures.lines(folder.resolve("predictions.jsonl"));
        List<SampleRecord> records = new ArrayList<>();
        for (int i = 0; i < predictions.size(); i++) {
            records.add(record(benchmark, dataset.samples().get(i), predictions.get(i)));
        }

        Evaluation evaluation = benchmark.metric().evaluate(records);

        JsonNode expected = Fixtures.document(folder.resolve("expected.json"));
        assertEquals(expected.get("split").textValue(), dataset.split());
        assertEquals(expected.get("metric").textValue(), benchmark.metric().name());
        assertEquals(expected.get("value").doubleValue(), evaluation.value(), 1e-9);
        assertFigures(expected.get("per_sample"), evaluation.perSample());
        assertFigures(expected.get("breakdown"), evaluation.breakdown());
        assertFigures(expected.get("also"), evaluation.also());
    }

    private static SampleRecord record(Benchmark benchmark, Sample sample, JsonNode prediction) {
        assertEquals(sample.id(), prediction.get("id").textValue());
        Map<String, Double> scores = new HashMap<>();
        for (Map.Entry<String, JsonNode> score : prediction.path("scores").properties()) {
            scores.put(score.getKey(), score.getValue().doubleValue());
        }
        return new SampleRecord(
                benchmark.name(),
                sample.id(),
                List.of(sample.media()),
                benchmark.prompt(sample, Preset.PAPER),
                sample.references(),
                sample.candidates(),
                Optional.of(prediction.get("prediction").textValue()),
                scores,
                Optional.empty(),
                sample.facts());
    }

    private static void assertFigures(JsonNode expected, Map<String, Double> figures) {
        assertEquals(expected.size(), figures.size());
        for (Map.Entry<String, JsonNode> figure : expected.properties()) {
            assertEquals(
                    figure.getValue().doubleValue(),
                    figures.get(figure.getKey()),
                    1e-9 * Math.max(1, Math.abs(figure.getValue().doubleValue())),
                    figure.getKey());
        }
    }
}
