package instructblip.results.compare;

import instructblip.results.metric.Metrics;
import instructblip.results.record.SampleRecord;
import instructblip.results.store.BatchPlan;
import instructblip.results.store.BenchmarkSetup;
import instructblip.results.store.Machine;
import instructblip.results.store.ModelIdentity;
import instructblip.results.store.PredictionsFile;
import instructblip.results.store.RunFolder;
import instructblip.results.store.RunIdentity;
import instructblip.results.store.RunSettings;
import instructblip.results.store.Scoring;
import instructblip.results.store.StoredRun;
import instructblip.results.store.ToolBuild;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A run folder with given records, written as a run writes it. */
final class InventedRun {

    private static final Clock CLOCK =
            Clock.fixed(Instant.parse("2026-01-31T12:00:00Z"), ZoneOffset.UTC);

    private InventedRun() {}

    /** What a benchmark is of: the fields that tests change. */
    static BenchmarkSetup setup(String benchmark, String metric, String prompt, int samples) {
        return new BenchmarkSetup(
                benchmark,
                "val",
                samples,
                0,
                Map.of("annotations", "aa"),
                prompt,
                Map.of("beams", 5),
                Optional.of(metric));
    }

    static StoredRun write(Path folder, BenchmarkSetup setup, List<SampleRecord> records) {
        RunIdentity identity =
                new RunIdentity(
                        new ToolBuild("0.1.0", "unknown", false),
                        new ModelIdentity("m", "instructblip", "t5", 1, "s", Map.of()),
                        new Machine("cpu", "float32", Map.of()),
                        new RunSettings("paper", Map.of(), Map.of(), Map.of()),
                        List.of(setup));
        List<String> ids = records.stream().map(SampleRecord::id).toList();
        try (RunFolder run = RunFolder.open(folder, identity, false, CLOCK)) {
            PredictionsFile predictions =
                    run.predictions(
                            new BatchPlan(setup.name(), ids, List.of(ids), Map.of("size", 1)));
            predictions.append(records);
            run.writeResult(
                    Scoring.of(
                                    setup,
                                    Metrics.named(setup.metric().orElseThrow()).metric(),
                                    predictions.finish())
                            .result());
            run.finish();
        }
        return StoredRun.read(folder);
    }

    /** An answer to a question whose right answer is "yes"; empty: it failed. */
    static SampleRecord answer(String id, String image, Optional<String> answer) {
        return new SampleRecord(
                "kitchen",
                id,
                List.of(image),
                "Is it? " + id,
                List.of("yes"),
                List.of(),
                answer,
                Map.of(),
                answer.isPresent() ? Optional.empty() : Optional.of("no image"),
                Map.of());
    }
}
