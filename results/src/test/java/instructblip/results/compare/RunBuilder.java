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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Writes run folders of several benchmarks whose answers are given. */
final class RunBuilder {

    private static final Clock CLOCK =
            Clock.fixed(Instant.parse("2026-01-31T12:00:00Z"), ZoneOffset.UTC);

    private final Map<BenchmarkSetup, List<SampleRecord>> benchmarks = new LinkedHashMap<>();
    private final List<BenchmarkSetup> unfinished = new ArrayList<>();
    private String model = "m";
    private String type = "instructblip";
    private String dtype = "float32";
    private int limit;
    private String prompt = "{question}";

    RunBuilder model(String name) {
        model = name;
        return this;
    }

    RunBuilder type(String name) {
        type = name;
        return this;
    }

    RunBuilder dtype(String name) {
        dtype = name;
        return this;
    }

    /** Of the benchmarks that are added from here on. */
    RunBuilder limit(int samples) {
        limit = samples;
        return this;
    }

    /** Of the benchmarks that are added from here on. */
    RunBuilder prompt(String template) {
        prompt = template;
        return this;
    }

    /**
     * Adds a benchmark that is scored by equality.
     *
     * @param answers a letter per sample: {@code y} right, {@code n} wrong, {@code f} failed
     */
    RunBuilder benchmark(String name, String split, String answers) {
        return benchmark(
                setup(name, split, answers.length()),
                IntStream.range(0, answers.length())
                        .mapToObj(i -> record(name, i, answers.charAt(i)))
                        .toList());
    }

    RunBuilder benchmark(BenchmarkSetup setup, List<SampleRecord> records) {
        benchmarks.put(setup, records);
        return this;
    }

    /** Adds a benchmark that the run does not come to. */
    RunBuilder unfinished(String name) {
        unfinished.add(setup(name, "val", 3));
        return this;
    }

    BenchmarkSetup setup(String name, String split, int samples) {
        return new BenchmarkSetup(
                name,
                split,
                samples,
                limit,
                Map.of("annotations", "aa"),
                prompt,
                Map.of("beams", 5),
                Optional.of("exact-match"));
    }

    private SampleRecord record(String benchmark, int i, char answer) {
        boolean failed = answer == 'f';
        return new SampleRecord(
                benchmark,
                "q" + i,
                List.of("images/" + i + ".jpg"),
                prompt + " " + i,
                List.of("yes", "aye"),
                List.of(),
                failed ? Optional.empty() : Optional.of(answer == 'y' ? "yes" : "no"),
                Map.of(),
                failed ? Optional.of("no image") : Optional.empty(),
                Map.of());
    }

    StoredRun write(Path folder) {
        List<BenchmarkSetup> all = new ArrayList<>(benchmarks.keySet());
        all.addAll(unfinished);
        RunIdentity identity =
                new RunIdentity(
                        new ToolBuild("0.1.0", "abc1234", false),
                        new ModelIdentity(model, type, "t5", 1, "s", Map.of()),
                        new Machine("cpu", dtype, Map.of()),
                        new RunSettings("paper", Map.of(), Map.of(), Map.of("threads", 2)),
                        all);
        try (RunFolder run = RunFolder.open(folder, identity, false, CLOCK)) {
            benchmarks.forEach((setup, records) -> write(run, setup, records));
            if (unfinished.isEmpty()) {
                run.finish();
            }
        }
        return StoredRun.read(folder);
    }

    private static void write(RunFolder run, BenchmarkSetup setup, List<SampleRecord> records) {
        List<String> ids = records.stream().map(SampleRecord::id).toList();
        PredictionsFile predictions =
                run.predictions(new BatchPlan(setup.name(), ids, List.of(ids), Map.of("size", 1)));
        predictions.append(records);
        String metric = setup.metric().orElseThrow();
        run.writeResult(
                Scoring.of(setup, Metrics.named(metric).metric(), predictions.finish()).result());
    }
}
