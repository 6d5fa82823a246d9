package instructblip.cli;

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
import instructblip.results.store.ToolBuild;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * A run folder with invented answers, written as a run writes it. Every question's right answer is
 * "yes".
 */
final class InventedRun {

    private static final Clock CLOCK =
            Clock.fixed(Instant.parse("2026-01-31T12:00:00Z"), ZoneOffset.UTC);

    private final Map<BenchmarkSetup, List<SampleRecord>> benchmarks = new LinkedHashMap<>();
    private int perImage = 1;
    private int limit;
    private String prompt = "Is it? {id}";
    private String data = "aa";
    private Optional<String> metric = Optional.of("exact-match");

    InventedRun questionsPerImage(int count) {
        perImage = count;
        return this;
    }

    InventedRun limit(int samples) {
        limit = samples;
        return this;
    }

    InventedRun prompt(String template) {
        prompt = template;
        return this;
    }

    InventedRun data(String fingerprint) {
        data = fingerprint;
        return this;
    }

    /** As runs of versions that stored no metric. */
    InventedRun withoutMetric() {
        metric = Optional.empty();
        return this;
    }

    /** A benchmark of which these samples are wrong and the others right. */
    InventedRun with(String name, int n, int firstWrong, int wrong) {
        return with(
                name,
                n,
                i -> Optional.of(i >= firstWrong && i < firstWrong + wrong ? "no" : "yes"));
    }

    /** A benchmark with these answers; a sample without one failed. */
    InventedRun with(String name, int n, IntFunction<Optional<String>> answers) {
        BenchmarkSetup setup =
                new BenchmarkSetup(
                        name,
                        "val",
                        n,
                        limit,
                        Map.of("annotations", data),
                        prompt,
                        Map.of("beams", 5),
                        metric);
        List<SampleRecord> records = new ArrayList<>();
        IntStream.range(0, n).forEach(i -> records.add(record(name, i, answers.apply(i))));
        benchmarks.put(setup, records);
        return this;
    }

    private SampleRecord record(String name, int i, Optional<String> answer) {
        return new SampleRecord(
                name,
                "q" + i,
                List.of("images/" + i / perImage + ".jpg"),
                prompt.replace("{id}", "q" + i),
                List.of("yes"),
                List.of(),
                answer,
                Map.of(),
                answer.isPresent() ? Optional.empty() : Optional.of("no image"),
                Map.of());
    }

    Path write(Path folder) {
        write(folder, true);
        return folder;
    }

    /** As a process leaves it that is killed before the results are written. */
    Path writeInterrupted(Path folder) {
        write(folder, false);
        return folder;
    }

    private void write(Path folder, boolean whole) {
        RunIdentity identity =
                new RunIdentity(
                        new ToolBuild("0.1.0", "unknown", false),
                        new ModelIdentity("m", "instructblip", "t5", 1, "s", Map.of()),
                        new Machine("cpu", "float32", Map.of()),
                        new RunSettings("paper", Map.of(), Map.of(), Map.of()),
                        List.copyOf(benchmarks.keySet()));
        try (RunFolder run = RunFolder.open(folder, identity, false, CLOCK)) {
            benchmarks.forEach((setup, records) -> write(run, setup, records, whole));
            if (whole) {
                run.finish();
            }
        }
    }

    private static void write(
            RunFolder run, BenchmarkSetup setup, List<SampleRecord> records, boolean whole) {
        List<String> ids = records.stream().map(SampleRecord::id).toList();
        PredictionsFile predictions =
                run.predictions(new BatchPlan(setup.name(), ids, List.of(ids), Map.of("size", 1)));
        predictions.append(records);
        if (whole) {
            run.writeResult(
                    Scoring.of(setup, Metrics.named("exact-match").metric(), predictions.finish())
                            .result());
        }
    }
}
