package instructblip.results.store;

import instructblip.results.metric.Evaluation;
import instructblip.results.metric.Metric;
import instructblip.results.record.RecordJson;
import instructblip.results.record.SampleRecord;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** A small run of one benchmark whose answers are known beforehand. */
final class ExampleRun {

    static final String BENCHMARK = "vizwiz";
    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-31T12:00:00.5Z"), ZoneOffset.UTC);

    /** In data set order. */
    static final List<String> IDS = List.of("0", "1", "2", "3", "4", "5", "6");

    /** In the order of the work, which is another. */
    static final BatchPlan PLAN =
            new BatchPlan(
                    BENCHMARK,
                    IDS,
                    List.of(List.of("3", "0", "5"), List.of("6", "1"), List.of("2", "4")),
                    Map.of("order", "by prompt length", "size", 3));

    private ExampleRun() {}

    static RunIdentity identity() {
        return identity("float32", Map.of("vision", "aa", "language", "bb"));
    }

    static RunIdentity identity(String dtype, Map<String, String> fingerprints) {
        return new RunIdentity(
                new ToolBuild("0.1.0", "unknown", false),
                new ModelIdentity(
                        "instructblip", "instructblip", "t5", 4_000_000_000L, "s", fingerprints),
                new Machine("cpu", dtype, Map.of("djl", "0.35.1", "pytorch", "2.7.1")),
                new RunSettings(
                        "paper",
                        Map.of("beams", 5),
                        Map.of("length_penalty", -1.0),
                        Map.of("threads", 2)),
                List.of(setup()));
    }

    static BenchmarkSetup setup() {
        return new BenchmarkSetup(
                BENCHMARK,
                "val",
                IDS.size(),
                0,
                Map.of("annotations", "cc"),
                "Question: {question} Short answer:",
                Map.of("max_new_tokens", 10));
    }

    static RunFolder open(Path folder, boolean resume) {
        return RunFolder.open(folder, identity(), resume, CLOCK);
    }

    static SampleRecord answered(String id) {
        return record(id, Optional.of("answer \n\u2028 é " + id), Optional.empty());
    }

    static SampleRecord failed(String id) {
        return record(id, Optional.empty(), Optional.of("images/" + id + ".jpg is missing"));
    }

    /** Of the image that a sample is about, as if it held the sample's id. */
    static String imageSha256(String id) {
        byte[] content = id.getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().formatHex(Sha256.digest().digest(content));
    }

    /** A right answer to a prompt. */
    static SampleRecord prompted(String id, String prompt) {
        return new SampleRecord(
                BENCHMARK,
                id,
                List.of("images/" + id + ".jpg"),
                prompt,
                List.of("yes"),
                List.of(),
                Optional.of("yes"),
                Map.of(),
                Optional.empty(),
                Map.of());
    }

    private static SampleRecord record(
            String id, Optional<String> prediction, Optional<String> error) {
        return new SampleRecord(
                BENCHMARK,
                id,
                List.of("images/" + id + ".jpg"),
                "Question: what is " + id + "? Short answer:",
                List.of("answer \n\u2028 é " + id, "other"),
                List.of(),
                prediction,
                Map.of(),
                error,
                Map.of("answer_type", "other"),
                error.isPresent() ? List.of() : List.of(imageSha256(id)));
    }

    /** The records of a batch, of which some fail. */
    static List<SampleRecord> answers(List<String> batch, Predicate<String> fails) {
        return batch.stream().map(id -> fails.test(id) ? failed(id) : answered(id)).toList();
    }

    /** Runs to the end; the ids that were computed. */
    static List<String> runToTheEnd(Path folder, boolean resume, Predicate<String> fails) {
        List<String> computed = new ArrayList<>();
        try (RunFolder run = open(folder, resume)) {
            if (run.finished()) {
                return computed;
            }
            PredictionsFile predictions = run.predictions(PLAN);
            for (List<String> batch : predictions.pending()) {
                predictions.append(answers(batch, fails));
                computed.addAll(batch);
            }
            List<SampleRecord> records = predictions.finish();
            run.writeResult(Scoring.of(setup(), new FirstReference(), records).result());
            run.finish();
        }
        return computed;
    }

    /** The lines that the first batches of the plan write. */
    static byte[] batches(int count, Predicate<String> fails) {
        return lines(PLAN.batches().stream().limit(count).flatMap(List::stream).toList(), fails);
    }

    /** The lines of these samples. */
    static byte[] lines(List<String> ids, Predicate<String> fails) {
        StringBuilder lines = new StringBuilder();
        answers(ids, fails).forEach(record -> lines.append(RecordJson.write(record)).append('\n'));
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    static Path predictions(Path folder) {
        return folder.resolve(BENCHMARK).resolve("predictions.jsonl");
    }

    static Path metrics(Path folder) {
        return folder.resolve(BENCHMARK).resolve("metrics.json");
    }

    /** Whether the first reference was given. */
    static final class FirstReference implements Metric {

        @Override
        public String name() {
            return "accuracy";
        }

        @Override
        public Evaluation evaluate(List<SampleRecord> records) {
            Map<String, Double> perSample = new LinkedHashMap<>();
            double sum = 0;
            for (SampleRecord record : records) {
                boolean right = record.prediction().equals(Optional.of(record.references().get(0)));
                perSample.put(record.id(), right ? 100.0 : 0.0);
                sum += right ? 100.0 : 0.0;
            }
            double value = sum / records.size();
            return new Evaluation(value, perSample, Map.of("other", value), Map.of());
        }
    }
}
