package instructblip.results.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import instructblip.results.metric.Metrics;
import instructblip.results.record.SampleRecord;
import instructblip.results.statistics.PairedDifference;
import instructblip.results.store.BenchmarkSetup;
import instructblip.results.store.Difference;
import instructblip.results.store.RunStatus;
import instructblip.results.store.StoredRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonTest {

    private static final PublishedRows PUBLISHED = PublishedRows.load();

    @TempDir private Path folder;

    private static Comparison compare(int flips, StoredRun... runs) {
        return Comparison.of(List.of(runs), List.of(), flips, name -> Optional.empty());
    }

    private static Comparison beside(List<String> rows, StoredRun... runs) {
        return Comparison.of(
                List.of(runs),
                rows.stream().map(name -> PUBLISHED.row(name).orElseThrow()).toList(),
                0,
                name -> Optional.empty());
    }

    private StoredRun run(String name, RunBuilder run) {
        return run.write(folder.resolve(name));
    }

    private static RunBuilder vizwiz(String answers) {
        return new RunBuilder().benchmark("vizwiz", "val", answers);
    }

    @Test
    void subtractsTheBaselineOnTheSameSamples() {
        Comparison comparison =
                compare(0, run("a", vizwiz("yyyyyyynnn")), run("b", vizwiz("ynnnnnnnny")));
        ComparedBenchmark benchmark = comparison.benchmarks().get(0);
        assertEquals("vizwiz", benchmark.name());
        assertEquals("val", benchmark.split());
        assertEquals("accuracy", benchmark.metric());
        assertEquals(70.0, benchmark.results().get(0).orElseThrow().value().getAsDouble(), 1e-9);
        assertEquals(20.0, benchmark.results().get(1).orElseThrow().value().getAsDouble(), 1e-9);
        ComparedPair pair = benchmark.pairs().get(0);
        PairedDifference difference = pair.difference().orElseThrow();
        assertEquals(-50.0, difference.difference(), 1e-9);
        assertEquals(6, difference.worse());
        assertEquals(1, difference.better());
        // Two-sided binomial: 2 * (C(7,0) + C(7,1)) / 2^7.
        assertEquals(0.125, difference.p().getAsDouble(), 1e-12);
        assertEquals(Optional.empty(), pair.reason());
        assertEquals(new Flips(List.of(), 7), pair.flips());
        assertTrue(comparison.comparesSomething());
    }

    @Test
    void listsTheLargestChangesWorseOnesFirst() {
        Comparison comparison =
                compare(3, run("a", vizwiz("yyyyyyynnn")), run("b", vizwiz("ynnnnnnnny")));
        Flips flips = comparison.benchmarks().get(0).pairs().get(0).flips();
        assertEquals(List.of("q1", "q2", "q9"), flips.shown().stream().map(Flip::id).toList());
        assertEquals(4, flips.leftOut());
        assertEquals(
                new Flip(
                        "q9",
                        List.of("images/9.jpg"),
                        "{question} 9",
                        "{question} 9",
                        List.of("yes", "aye"),
                        "no",
                        "yes",
                        0,
                        100,
                        true),
                flips.shown().get(2));
    }

    @Test
    void aListOfFlipsHoldsNoMoreTextThanItMay() {
        List<SampleRecord> before = new ArrayList<>();
        List<SampleRecord> after = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            before.add(longAnswer(i, "yes"));
            after.add(longAnswer(i, "n".repeat(i == 1 ? 5_000 : 1_000)));
        }
        BenchmarkSetup setup = new RunBuilder().setup("vizwiz", "val", 5);
        StoredRun baseline = run("a", new RunBuilder().benchmark(setup, before));
        StoredRun candidate = run("b", new RunBuilder().benchmark(setup, after));
        PairedBenchmark paired = PairedBenchmark.of(baseline, candidate, "vizwiz");
        Flips flips = new FlippedSamples(baseline, candidate, paired).list(20, 3_100);
        assertEquals(List.of("0", "2", "3"), flips.shown().stream().map(Flip::id).toList());
        assertEquals(2, flips.leftOut());
    }

    private static SampleRecord longAnswer(int id, String answer) {
        return new SampleRecord(
                "vizwiz",
                String.valueOf(id),
                List.of(),
                "p",
                List.of("yes"),
                List.of(),
                Optional.of(answer),
                Map.of(),
                Optional.empty(),
                Map.of());
    }

    /** As in the paper's comparison of InstructBLIP with BLIP-2. */
    @Test
    void modelsOfDifferentTypesMayBeAskedInTheirOwnWords() {
        StoredRun before = run("a", vizwiz("yyn"));
        RunBuilder own = new RunBuilder().prompt("Q: {question}").benchmark("vizwiz", "val", "nyn");
        assertEquals(
                Optional.of("prompt, samples.prompt differ"),
                compare(5, before, run("b", own)).benchmarks().get(0).pairs().get(0).reason());
        ComparedPair pair =
                compare(5, before, run("c", own.type("blip-2"))).benchmarks().get(0).pairs().get(0);
        assertEquals(-100.0 / 3, pair.difference().orElseThrow().difference(), 1e-9);
        Flip flip = pair.flips().shown().get(0);
        assertEquals("{question} 0", flip.prompt());
        assertEquals("Q: {question} 0", flip.candidatePrompt());
        assertEquals("{question} 0 | Q: {question} 0", flip.prompts());
    }

    @Test
    void areaUnderTheCurveFlipsWhereTheAnswerDoes() {
        BenchmarkSetup setup =
                new BenchmarkSetup(
                        "hateful-memes",
                        "dev_seen",
                        4,
                        0,
                        Map.of(),
                        "p",
                        Map.of(),
                        Optional.of("yes-no-auc"));
        StoredRun before =
                run(
                        "a",
                        new RunBuilder()
                                .benchmark(
                                        setup,
                                        List.of(
                                                meme("0", 1, 1.0, 2.0),
                                                meme("1", 0, 2.0, 1.0),
                                                meme("2", 1, 1.5, 1.0),
                                                meme("3", 0, 1.0, 1.5))));
        StoredRun after =
                run(
                        "b",
                        new RunBuilder()
                                .benchmark(
                                        setup,
                                        List.of(
                                                meme("0", 1, 1.1, 2.0),
                                                meme("1", 0, 1.0, 2.0),
                                                meme("2", 1, 1.0, 1.5),
                                                meme("3", 0, 1.0, 1.6))));
        ComparedPair pair = compare(10, before, after).benchmarks().get(0).pairs().get(0);
        assertTrue(pair.difference().isPresent());
        assertEquals(0, pair.flips().leftOut());
        assertEquals(
                List.of("1 no yes false", "2 no yes true"),
                pair.flips().shown().stream()
                        .map(
                                flip ->
                                        "%s %s %s %s"
                                                .formatted(
                                                        flip.id(),
                                                        flip.baselineAnswer(),
                                                        flip.candidateAnswer(),
                                                        flip.better()))
                        .toList());
    }

    private static SampleRecord meme(String id, int label, double yes, double no) {
        return new SampleRecord(
                "hateful-memes",
                id,
                List.of(id + ".png"),
                "Is it?",
                List.of(label == 1 ? "yes" : "no"),
                List.of("yes", "no"),
                Optional.of(yes < no ? "yes" : "no"),
                Map.of("yes", yes, "no", no),
                Optional.empty(),
                Map.of("label", label));
    }

    @Test
    void saysWhyRunsAreNotComparable() {
        StoredRun baseline = run("a", vizwiz("yyn"));
        Comparison comparison =
                compare(
                        5,
                        baseline,
                        run(
                                "b",
                                new RunBuilder()
                                        .prompt("Q: {question}")
                                        .benchmark("vizwiz", "val", "yyn")),
                        run("c", new RunBuilder().benchmark("vizwiz", "test", "yyn")),
                        run("d", new RunBuilder().limit(2).benchmark("vizwiz", "val", "yy")),
                        run("e", new RunBuilder().benchmark("gqa", "testdev_balanced", "yy")),
                        run("f", new RunBuilder().unfinished("vizwiz")),
                        run("g", vizwiz("fff")));
        ComparedBenchmark vizwiz = comparison.benchmarks().get(0);
        assertEquals(
                List.of(
                        "prompt, samples.prompt differ",
                        "split differs",
                        "n differs",
                        "not in this run",
                        "not finished in this run",
                        "no labelled sample was answered by both"),
                vizwiz.pairs().stream().map(pair -> pair.reason().orElseThrow()).toList());
        vizwiz.pairs().forEach(pair -> assertEquals(Optional.empty(), pair.difference()));
        vizwiz.pairs().forEach(pair -> assertEquals(0, pair.flips().total()));
        assertEquals(
                new Difference("benchmarks.vizwiz.split", "val", "test"),
                vizwiz.pairs().get(1).mismatches().get(0));
        ComparedBenchmark gqa = comparison.benchmarks().get(1);
        assertEquals("gqa", gqa.name());
        assertEquals(Optional.of("not in this run"), gqa.absences().get(0));
        assertEquals(Optional.empty(), gqa.absences().get(4));
        assertEquals(Optional.of("the baseline has no value"), gqa.pairs().get(3).reason());
        assertEquals(RunStatus.INCOMPLETE, comparison.runs().get(5).status());
        assertFalse(comparison.comparesSomething());
    }

    @Test
    void comparesWhatBothAnswered() {
        ComparedPair pair =
                compare(0, run("a", vizwiz("yfyyn")), run("b", vizwiz("yyfnn")))
                        .benchmarks()
                        .get(0)
                        .pairs()
                        .get(0);
        assertEquals(3, pair.difference().orElseThrow().n());
        assertEquals(
                new LeftOut(List.of("q1"), List.of("q2"), List.of(), List.of(), 0),
                pair.leftOut().orElseThrow());
    }

    @Test
    void aRunWithoutMetricIsScoredByTheOneThatIsKnown() throws IOException {
        StoredRun old = withoutMetric(run("a", vizwiz("yyn")));
        assertEquals(
                Optional.of("the runs do not say by which metric it is scored"),
                compare(0, old, old).benchmarks().get(0).pairs().get(0).reason());
        Comparison known =
                Comparison.of(
                        List.of(old, old),
                        List.of(),
                        0,
                        name -> Optional.of(Metrics.named("exact-match").metric()));
        assertEquals(
                0, known.benchmarks().get(0).pairs().get(0).difference().orElseThrow().worse());
    }

    /** As versions wrote it that did not store the metric. */
    private static StoredRun withoutMetric(StoredRun run) throws IOException {
        Path manifest = run.folder().resolve("run.json");
        String text = Files.readString(manifest);
        String old = text.replaceAll("\\s*\"metric\": \"exact-match\",", "");
        assertFalse(old.equals(text));
        Files.writeString(manifest, old);
        return StoredRun.read(run.folder());
    }

    @Test
    void subtractsPublishedValuesOfTheSameSplitAndMetricOnly() {
        Comparison comparison =
                beside(
                        List.of("flamingo-80b", "instructblip-flan-t5-xl"),
                        run(
                                "a",
                                new RunBuilder()
                                        .benchmark("gqa", "testdev_balanced", "yyyn")
                                        .benchmark("vizwiz", "val", "yn")
                                        .benchmark("hateful-memes", "dev_seen", "yn")
                                        .benchmark("easy-vqa", "test", "yn")),
                        run("b", new RunBuilder().benchmark("gqa", "val_balanced", "yn")));
        assertEquals(
                List.of("flamingo-80b", "instructblip-flan-t5-xl"),
                comparison.published().stream().map(PublishedRow::name).toList());
        List<String> found = new ArrayList<>();
        for (ComparedBenchmark benchmark : comparison.benchmarks()) {
            for (PublishedValue value : benchmark.published()) {
                found.add(
                        "%s %s %.1f %s"
                                .formatted(
                                        benchmark.name(),
                                        value.row().name(),
                                        value.cell().value(),
                                        value.runs().stream().map(this::shown).toList()));
            }
        }
        assertEquals(
                List.of(
                        "gqa instructblip-flan-t5-xl 48.4 [26.6, published for test-dev balanced, not val_balanced]",
                        "vizwiz flamingo-80b 31.6 [published for test-dev, not val, not in this run]",
                        "vizwiz instructblip-flan-t5-xl 32.7 [published for test-dev, not val, not in this run]",
                        "hateful-memes flamingo-80b 46.4 [published as AUC, not accuracy, not in this run]",
                        "hateful-memes instructblip-flan-t5-xl 56.6 [published as AUC, not accuracy, not in this run]"),
                found);
    }

    private String shown(PublishedDifference difference) {
        return difference.isComparable()
                ? "%.1f".formatted(difference.difference().getAsDouble())
                : difference.reason().orElseThrow();
    }

    @Test
    void rowsWithoutAValueForAnyBenchmarkAreLeftOut() {
        Comparison comparison =
                beside(
                        List.of("flamingo-3b", "instructblip-vicuna-7b"),
                        run("a", new RunBuilder().benchmark("vsr", "zeroshot-test", "yn")));
        assertEquals(
                List.of("instructblip-vicuna-7b"),
                comparison.published().stream().map(PublishedRow::name).toList());
    }

    @Test
    void namesRunsByWhatTellsThemApart() {
        StoredRun one = run("one", vizwiz("y").model("xl"));
        StoredRun two = run("two", vizwiz("y").model("xxl"));
        StoredRun three = run("three", vizwiz("y").model("xl"));
        StoredRun other = run("deep/one", vizwiz("y").model("xl"));
        assertEquals(List.of("xl", "xxl"), labels(one, two));
        assertEquals(List.of("one", "two", "three"), labels(one, two, three));
        assertEquals(List.of("one", "one (2)", "one (3)"), labels(one, other, one));
    }

    private static List<String> labels(StoredRun... runs) {
        return compare(0, runs).runs().stream().map(ComparedRun::label).toList();
    }

    @Test
    void findsTheFieldsThatDiffer() {
        Comparison comparison =
                compare(
                        0,
                        run("a", vizwiz("yn").benchmark("gqa", "val", "y")),
                        run("b", vizwiz("yn").model("n").dtype("bfloat16")),
                        run("c", vizwiz("yn").benchmark("gqa", "val", "y")));
        assertEquals(
                List.of(
                        new ManifestDifferences(
                                "b",
                                List.of(
                                        new Difference("dtype", "float32", "bfloat16"),
                                        new Difference("model.name", "m", "n"))),
                        new ManifestDifferences("c", List.of())),
                comparison.differences());
    }

    @Test
    void oneRunIsComparedWithPublishedValuesOnly() {
        Comparison comparison = beside(List.of("flamingo-3b"), run("a", vizwiz("yn")));
        assertTrue(comparison.comparesSomething());
        assertEquals(List.of(), comparison.benchmarks().get(0).pairs());
        assertEquals(
                OptionalDouble.of(50),
                comparison.benchmarks().get(0).results().get(0).orElseThrow().value());
    }
}
