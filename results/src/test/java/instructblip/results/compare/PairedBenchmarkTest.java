package instructblip.results.compare;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import instructblip.results.record.RecordException;
import instructblip.results.record.SampleRecord;
import instructblip.results.statistics.PairedDifference;
import instructblip.results.store.BenchmarkSetup;
import instructblip.results.store.Difference;
import instructblip.results.store.RunManifest;
import instructblip.results.store.StoreException;
import instructblip.results.store.StoredRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PairedBenchmarkTest {

    private static final int N = 12;
    private static final String NAME = "kitchen";

    @TempDir private Path folder;

    /** Two questions on each image. */
    private static List<SampleRecord> records(IntFunction<Optional<String>> answers) {
        return IntStream.range(0, N)
                .mapToObj(
                        i ->
                                InventedRun.answer(
                                        "q" + i, "images/" + i / 2 + ".jpg", answers.apply(i)))
                .toList();
    }

    private static BenchmarkSetup setup(String prompt) {
        return InventedRun.setup(NAME, "exact-match", prompt, N);
    }

    private StoredRun run(String name, IntFunction<Optional<String>> answers) {
        return InventedRun.write(folder.resolve(name), setup("Is it? {id}"), records(answers));
    }

    private static Optional<String> yes(boolean right) {
        return Optional.of(right ? "yes" : "no");
    }

    private static PairedBenchmark pair(StoredRun baseline, StoredRun candidate) {
        return PairedBenchmark.of(baseline, candidate, NAME);
    }

    @Test
    void scoresBothRunsAgain() {
        PairedBenchmark found = pair(run("a", i -> yes(i > 1)), run("b", i -> yes(i % 4 != 3)));

        assertTrue(found.isComparable());
        assertTrue(found.leftOut().isNone());
        assertEquals(N, found.ids().size());
        assertEquals("q11", found.ids().get(11));
        assertArrayEquals(
                new double[] {0, 0, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100},
                found.scores().baseline());
        assertArrayEquals(
                new double[] {100, 100, 100, 0, 100, 100, 100, 0, 100, 100, 100, 0},
                found.scores().candidate());
        assertArrayEquals(
                new int[] {0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5}, found.scores().clusters());
        PairedDifference difference = found.difference().orElseThrow();
        assertEquals(
                found.candidate().value().getAsDouble() - found.baseline().value().getAsDouble(),
                difference.difference(),
                1e-9);
        assertEquals(3, difference.worse());
        assertEquals(2, difference.better());
    }

    @Test
    void failedSamplesOfEitherSideAreLeftOutAndNamed() {
        PairedBenchmark found =
                pair(
                        run("a", i -> i == 2 ? Optional.empty() : yes(true)),
                        run("b", i -> i == 5 ? Optional.empty() : yes(i > 0)));

        assertEquals(List.of("q2"), found.leftOut().failedInBaseline());
        assertEquals(List.of("q5"), found.leftOut().failedInCandidate());
        assertEquals(N - 2, found.scores().size());
        assertEquals(-10, found.difference().orElseThrow().difference(), 1e-12);
        assertTrue(found.isComparable());
    }

    @Test
    void anotherPromptIsNoMatchButStillPaired() {
        StoredRun baseline = run("a", i -> yes(true));
        List<SampleRecord> records =
                records(i -> yes(i > 2)).stream()
                        .map(record -> withPrompt(record, "Really? " + record.id()))
                        .toList();
        StoredRun candidate =
                InventedRun.write(folder.resolve("b"), setup("Really? {id}"), records);

        PairedBenchmark found = pair(baseline, candidate);

        assertFalse(found.isComparable());
        assertEquals(
                List.of(
                        new Difference("benchmarks.kitchen.prompt", "Is it? {id}", "Really? {id}"),
                        new Difference(
                                "kitchen.samples.prompt",
                                "the baseline's",
                                "another for 12 of 12 samples, first q0")),
                found.mismatches());
        assertEquals(-25, found.difference().orElseThrow().difference(), 1e-12);
    }

    private static SampleRecord withPrompt(SampleRecord record, String prompt) {
        return new SampleRecord(
                record.benchmark(),
                record.id(),
                record.images(),
                prompt,
                record.references(),
                record.candidates(),
                record.prediction(),
                record.scores(),
                record.error(),
                record.facts());
    }

    @Test
    void anotherNumberOfSamplesIsNoMatch() {
        StoredRun baseline = run("a", i -> yes(true));
        List<SampleRecord> fewer = records(i -> yes(i > 0)).subList(0, 10);
        StoredRun candidate =
                InventedRun.write(
                        folder.resolve("b"),
                        InventedRun.setup(NAME, "exact-match", "Is it? {id}", 10),
                        fewer);

        PairedBenchmark found = pair(baseline, candidate);

        assertEquals(
                List.of(new Difference("benchmarks.kitchen.n", "12", "10")), found.mismatches());
        assertEquals(List.of("q10", "q11"), found.leftOut().onlyInBaseline());
        assertEquals(10, found.scores().size());
    }

    @Test
    void linesThatWereMovedSinceTheyWereWrittenAreNamed() throws IOException {
        StoredRun baseline = run("a", i -> yes(true));
        StoredRun candidate = run("b", i -> yes(true));
        Path file = candidate.predictions(NAME);
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        Collections.swap(lines, 3, 7);
        Files.write(file, lines);
        assertTrue(
                fault(baseline, candidate)
                        .startsWith(file + " line 4 is not what the run wrote there: "));
    }

    /** In runs of versions that kept no hash of their records. */
    @Test
    void reorderedAndForeignLinesAreNamed() throws IOException {
        StoredRun baseline = run("a", i -> yes(true));
        StoredRun candidate = unsealed(run("b", i -> yes(true)));
        Path file = candidate.predictions(NAME);
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        Collections.swap(lines, 3, 7);
        Files.write(file, lines);
        assertEquals(
                file
                        + " line 4 is sample \"q7\", and "
                        + baseline.predictions(NAME)
                        + " line 4 is sample \"q3\"; expected the same samples in the same order.\nBoth runs say that they asked the same data: one of the files was changed.",
                fault(baseline, candidate));

        lines.set(3, lines.get(3).replace("\"q7\"", "\"other\""));
        Files.write(file, lines);
        assertTrue(fault(baseline, candidate).startsWith(file + " line 4 is"));

        lines.set(3, lines.get(0));
        Files.write(file, lines);
        assertEquals(
                file + " line 4 repeats sample \"q0\" of line 1; expected one line per sample.",
                fault(baseline, candidate));

        Files.write(file, lines.subList(0, 3));
        assertTrue(fault(baseline, candidate).startsWith(file.toString()));

        String text = Files.readString(file);
        Files.writeString(file, text.substring(0, text.length() - 30));
        assertTrue(fault(baseline, candidate).startsWith(file + " line 3: "));
    }

    private static StoredRun unsealed(StoredRun run) {
        RunManifest manifest = run.manifest();
        return new StoredRun(
                run.folder(),
                new RunManifest(manifest.identity(), manifest.plans(), Map.of(), manifest.state()));
    }

    private static String fault(StoredRun baseline, StoredRun candidate) {
        return assertThrows(RecordException.class, () -> pair(baseline, candidate)).getMessage();
    }

    @Test
    void aValueThatItsPredictionsDoNotGiveIsNoMatch() throws IOException {
        StoredRun baseline = run("a", i -> yes(true));
        StoredRun candidate = run("b", i -> yes(i > 2));
        Path metrics = folder.resolve("b/kitchen/metrics.json");
        Files.writeString(
                metrics, Files.readString(metrics).replace("\"value\": 75.0", "\"value\": 100.0"));

        assertEquals(
                List.of(
                        new Difference(
                                "kitchen.value of the candidate",
                                "100.0",
                                "75.0 when its predictions are scored again")),
                pair(baseline, candidate).mismatches());
    }

    @Test
    void theAreaUnderTheCurveIsComparedByRanks() {
        BenchmarkSetup setup = InventedRun.setup("memes", "yes-no-auc", "p", 4);
        StoredRun baseline = InventedRun.write(folder.resolve("a"), setup, memes(3, 0, 2, 1));
        StoredRun candidate = InventedRun.write(folder.resolve("b"), setup, memes(1, 0, 2, 3));

        PairedBenchmark found = PairedBenchmark.of(baseline, candidate, "memes");

        assertEquals(100, found.baseline().value().getAsDouble());
        assertEquals(50, found.candidate().value().getAsDouble());
        PairedDifference difference = found.difference().orElseThrow();
        assertEquals(-50, difference.difference(), 1e-9);
        assertEquals(4, difference.n());
    }

    /** Every other one is labelled; the numbers are log odds of yes. */
    private static List<SampleRecord> memes(int... odds) {
        return IntStream.range(0, odds.length)
                .mapToObj(
                        i ->
                                new SampleRecord(
                                        "memes",
                                        "m" + i,
                                        List.of(i + ".png"),
                                        "p",
                                        List.of(i % 2 == 0 ? "yes" : "no"),
                                        List.of("yes", "no"),
                                        Optional.of("yes"),
                                        Map.of("yes", 1.0, "no", 1.0 + odds[i]),
                                        Optional.empty(),
                                        Map.of("label", i % 2 == 0 ? 1 : 0)))
                .toList();
    }

    @Test
    void namesARunWithoutTheBenchmarkOrWithoutAMetric() {
        StoredRun baseline = run("a", i -> yes(true));
        assertEquals(
                folder.resolve("a") + " has no benchmark \"gqa\".",
                assertThrows(
                                StoreException.class,
                                () -> PairedBenchmark.of(baseline, baseline, "gqa"))
                        .getMessage());
    }
}
