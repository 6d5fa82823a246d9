package instructblip.results.report.html;

import instructblip.results.compare.PublishedCell;
import instructblip.results.compare.PublishedRow;
import instructblip.results.metric.Metric;
import instructblip.results.metric.Metrics;
import instructblip.results.record.SampleRecord;
import instructblip.results.store.BenchmarkResult;
import instructblip.results.store.BenchmarkSetup;
import instructblip.results.store.ConfidenceInterval;
import instructblip.results.store.Machine;
import instructblip.results.store.ModelIdentity;
import instructblip.results.store.RunIdentity;
import instructblip.results.store.RunSettings;
import instructblip.results.store.SampleCounts;
import instructblip.results.store.ScoredRecords;
import instructblip.results.store.Scoring;
import instructblip.results.store.ToolBuild;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Runs to be shown, with known answers. */
final class ReportedRuns {

    /** A picture of one pixel that is none: only its place matters. */
    static final Picture PICTURE =
            Picture.of(new Thumbnail("image/png", new byte[] {1, 2, 3}, 64, 48));

    private ReportedRuns() {}

    static ReportedRun of(ReportedBenchmark... benchmarks) {
        return of(List.of(), benchmarks);
    }

    static ReportedRun of(List<PublishedRow> published, ReportedBenchmark... benchmarks) {
        List<BenchmarkSetup> setups =
                List.of(benchmarks).stream().map(ReportedBenchmark::setup).toList();
        return new ReportedRun(
                new RunIdentity(
                        new ToolBuild("0.1.0", "abc1234", false),
                        new ModelIdentity("m", "instructblip", "t5", 1_800_000, "s", Map.of()),
                        new Machine("cpu", "float32", Map.of()),
                        new RunSettings("paper", Map.of(), Map.of(), Map.of()),
                        setups),
                List.of(benchmarks),
                published,
                List.of());
    }

    /**
     * A benchmark that is scored by agreement with annotators.
     *
     * @param answers a letter per sample: {@code y} right, {@code p} partly right, {@code n} wrong,
     *     {@code f} failed, {@code u} without a right answer
     */
    static ReportedBenchmark benchmark(String name, String answers) {
        List<SampleRecord> records = new ArrayList<>();
        for (int i = 0; i < answers.length(); i++) {
            records.add(record(name, i, answers.charAt(i)));
        }
        return benchmark(name, "vqa", records);
    }

    static ReportedBenchmark benchmark(String name, String metricName, List<SampleRecord> records) {
        BenchmarkSetup setup =
                new BenchmarkSetup(
                        name,
                        "val",
                        records.size(),
                        0,
                        Map.of(),
                        "{question}",
                        Map.of("beams", 5),
                        Optional.of(metricName));
        Metric metric = Metrics.named(metricName).metric();
        ScoredRecords scored = Scoring.of(setup, metric, records);
        return new ReportedBenchmark(setup, metric, scored.result(), scored.perSample(), records);
    }

    private static SampleRecord record(String benchmark, int i, char answer) {
        List<String> references =
                List.of("two", "two", "two", "two", "two", "two", "two", "two", "two", "rare");
        return new SampleRecord(
                benchmark,
                "q" + i,
                List.of("images/" + i + ".jpg"),
                "How many? " + i,
                answer == 'u' ? List.of() : references,
                List.of(),
                switch (answer) {
                    case 'y' -> Optional.of("two");
                    case 'p' -> Optional.of("rare");
                    case 'f' -> Optional.empty();
                    default -> Optional.of("none at all");
                },
                Map.of(),
                answer == 'f' ? Optional.of("no such file") : Optional.empty(),
                Map.of("answer_type", "number"));
    }

    /** A run whose every text is the same: an answered sample, a failed one, all fields. */
    static ReportedRun hostile(String text) {
        SampleRecord answered = hostileRecord("a" + text, text, Optional.of(text));
        SampleRecord failed = hostileRecord("b" + text, text, Optional.empty());
        BenchmarkSetup setup =
                new BenchmarkSetup(
                        "kitchen",
                        text,
                        2,
                        1,
                        Map.of(text, text),
                        text,
                        Map.of(text, text),
                        Optional.of("exact-match"));
        BenchmarkResult result =
                new BenchmarkResult(
                        text,
                        text,
                        text,
                        OptionalDouble.of(12.5),
                        new SampleCounts(2, 1, 1, true),
                        Optional.of(new ConfidenceInterval(0, 25)),
                        Map.of(text, 50.0),
                        Map.of(text, 1.0));
        PublishedCell cell =
                new PublishedCell(
                        text, text, Optional.of(text), text, 60, Optional.of(text), text, false);
        PublishedRow row =
                new PublishedRow(
                        text,
                        text,
                        Optional.of(text),
                        text,
                        text,
                        Optional.of(text),
                        List.of(cell));
        return new ReportedRun(
                new RunIdentity(
                        new ToolBuild(text, text, true),
                        new ModelIdentity(text, text, text, 1, text, Map.of(text, text)),
                        new Machine(text, text, Map.of(text, text)),
                        new RunSettings(
                                text, Map.of("g" + text, text), Map.of(text, text), Map.of()),
                        List.of(setup)),
                List.of(
                        new ReportedBenchmark(
                                setup,
                                Metrics.named("exact-match").metric(),
                                result,
                                Map.of(answered.id(), 0.0),
                                List.of(answered, failed))),
                List.of(row),
                List.of(text));
    }

    private static SampleRecord hostileRecord(String id, String text, Optional<String> answer) {
        return new SampleRecord(
                text,
                id,
                List.of(text),
                text,
                List.of(text),
                List.of(text),
                answer,
                answer.isPresent() ? Map.of(text, 1.0) : Map.of(),
                answer.isPresent() ? Optional.empty() : Optional.of(text),
                Map.of(text, text));
    }
}
