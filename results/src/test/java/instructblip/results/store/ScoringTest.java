package instructblip.results.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import instructblip.results.metric.Evaluation;
import instructblip.results.metric.Metric;
import instructblip.results.record.SampleRecord;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ScoringTest {

    private static final Metric METRIC = new ExampleRun.FirstReference();

    @Test
    void aFailedSampleIsCountedAndNotScored() {
        ScoredRecords scored =
                Scoring.of(
                        ExampleRun.setup(),
                        METRIC,
                        ExampleRun.answers(ExampleRun.IDS, "3"::equals));
        assertEquals(OptionalDouble.of(100), scored.result().value());
        assertEquals(new SampleCounts(7, 6, 1, false), scored.result().counts());
        assertEquals(
                List.of("0", "1", "2", "4", "5", "6"), List.copyOf(scored.perSample().keySet()));
    }

    @Test
    void anUnlabelledSplitHasNoValue() {
        List<SampleRecord> records =
                ExampleRun.IDS.stream().map(id -> record(id, "a", List.of())).toList();
        ScoredRecords scored = Scoring.of(ExampleRun.setup(), METRIC, records);
        assertEquals(
                new BenchmarkResult(
                        "vizwiz",
                        "val",
                        "accuracy",
                        OptionalDouble.empty(),
                        new SampleCounts(7, 0, 0, false),
                        Optional.empty(),
                        Map.of(),
                        Map.of()),
                scored.result());
        assertEquals(Map.of(), scored.perSample());
    }

    @Test
    void missingRecordsLeaveTheNumberOfSamplesAsItIs() {
        List<SampleRecord> two =
                List.of(record("0", "a", List.of("a")), record("1", "b", List.of("a")));
        BenchmarkResult result = Scoring.of(ExampleRun.setup(), METRIC, two).result();
        assertEquals(new SampleCounts(7, 2, 0, false), result.counts());
        assertEquals(OptionalDouble.of(50), result.value());
    }

    @Test
    void aLimitIsNoted() {
        BenchmarkSetup limited = new BenchmarkSetup("vizwiz", "val", 1, 1, Map.of(), "p", Map.of());
        BenchmarkResult result =
                Scoring.of(limited, METRIC, List.of(record("0", "a", List.of("a")))).result();
        assertEquals(new SampleCounts(1, 1, 0, true), result.counts());
    }

    @Test
    void aValueThatIsNoNumberIsNone() {
        Metric undefined =
                new Metric() {
                    @Override
                    public String name() {
                        return "AUC";
                    }

                    @Override
                    public Evaluation evaluate(List<SampleRecord> records) {
                        return new Evaluation(Double.NaN, Map.of(), Map.of(), Map.of());
                    }
                };
        BenchmarkResult result =
                Scoring.of(
                                ExampleRun.setup(),
                                undefined,
                                ExampleRun.answers(ExampleRun.IDS, id -> false))
                        .result();
        assertEquals(OptionalDouble.empty(), result.value());
        assertEquals(Optional.empty(), result.interval());
    }

    @Test
    void theDocumentHasTheKeysOfTheContract() {
        BenchmarkResult result =
                new BenchmarkResult(
                        "nocaps",
                        "val",
                        "CIDEr",
                        OptionalDouble.of(174.8681561127401),
                        new SampleCounts(12, 11, 1, true),
                        Optional.of(new ConfidenceInterval(100.5, 1e-7)),
                        Map.of("in-domain", 163.45811238578878),
                        Map.of("Bleu_1", Double.NaN));
        assertEquals(
                """
                {
                  "benchmark": "nocaps",
                  "split": "val",
                  "metric": "CIDEr",
                  "value": 174.8681561127401,
                  "n": 12,
                  "scored": 11,
                  "failed": 1,
                  "limited": true,
                  "ci95": [
                    100.5,
                    1.0E-7
                  ],
                  "breakdown": {
                    "in-domain": 163.45811238578878
                  },
                  "also": {
                    "Bleu_1": null
                  }
                }
                """,
                new String(StoreJson.bytes(MetricsFile.json(result)), StandardCharsets.UTF_8));
    }

    private static SampleRecord record(String id, String prediction, List<String> references) {
        return new SampleRecord(
                "vizwiz",
                id,
                List.of(id),
                "p",
                references,
                List.of(),
                Optional.of(prediction),
                Map.of(),
                Optional.empty(),
                Map.of());
    }
}
