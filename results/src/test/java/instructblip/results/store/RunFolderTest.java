package instructblip.results.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RunFolderTest {

    @TempDir Path parent;

    @Test
    void beginsInAnAbsentFolderAndSaysSo() {
        Path folder = parent.resolve("runs").resolve("new");
        try (RunFolder run = ExampleRun.open(folder, false)) {
            assertFalse(run.finished());
            RunState state = StoredRun.read(folder).manifest().state();
            assertEquals(RunStatus.RUNNING, state.status());
            assertEquals(Instant.parse("2026-01-31T12:00:00Z"), state.started());
            assertEquals(Optional.empty(), state.finished());
        }
        RunState state = StoredRun.read(folder).manifest().state();
        assertEquals(RunStatus.INCOMPLETE, state.status());
        assertEquals(Optional.of(Instant.parse("2026-01-31T12:00:00Z")), state.finished());
    }

    @Test
    void leavesNothingButTheRunInTheFolder() throws IOException {
        ExampleRun.runToTheEnd(parent, false, id -> false);
        try (Stream<Path> files = Files.walk(parent)) {
            assertEquals(
                    List.of(
                            "",
                            ".lock",
                            "run.json",
                            "summary.json",
                            "vizwiz",
                            "vizwiz/metrics.json",
                            "vizwiz/predictions.jsonl"),
                    files.map(file -> parent.relativize(file).toString().replace('\\', '/'))
                            .sorted()
                            .toList());
        }
    }

    @Test
    void wantsResumeForAFolderWithARun() {
        ExampleRun.runToTheEnd(parent, false, id -> false);
        assertEquals(
                parent
                        + " holds a run already; continue it with --resume, or give an empty or new"
                        + " --output folder.",
                refusal(parent, false));
    }

    @Test
    void touchesNoFolderWithOtherFiles() throws IOException {
        Files.writeString(parent.resolve("thesis.tex"), "precious");
        for (boolean resume : List.of(false, true)) {
            assertEquals(
                    parent
                            + " holds files but no run.json, so it is no run; give an empty or new"
                            + " --output folder.",
                    refusal(parent, resume));
        }
        try (Stream<Path> files = Files.list(parent)) {
            assertEquals(List.of(parent.resolve("thesis.tex")), files.toList());
        }
    }

    @Test
    void namesAFolderThatCannotBeMade() throws IOException {
        Path file = Files.writeString(parent.resolve("file"), "");
        assertEquals(file + " is a file; give a folder as --output.", refusal(file, false));
        String message = refusal(file.resolve("run"), false);
        assertTrue(message.startsWith(file.resolve("run") + " cannot be written ("), message);
        assertTrue(message.endsWith("); give another --output folder."), message);
    }

    @Test
    void namesAFolderThatCannotBeWritten() throws IOException {
        Files.createDirectory(parent.resolve(".lock"));
        String message = refusal(parent, false);
        assertTrue(message.startsWith(parent + " cannot be written ("), message);
    }

    @Test
    void keepsASecondRunOut() {
        try (RunFolder first = ExampleRun.open(parent, false)) {
            assertEquals(
                    parent
                            + " is in use by another process; wait for it or give another --output"
                            + " folder.",
                    refusal(parent, true));
            assertFalse(first.finished());
        }
        ExampleRun.open(parent, true).close();
    }

    static Stream<Arguments> changedFields() {
        RunIdentity run = ExampleRun.identity();
        BenchmarkSetup setup = ExampleRun.setup();
        RunSettings settings = run.settings();
        return Stream.of(
                Arguments.of(List.of("dtype"), ExampleRun.identity("bfloat16", fingerprints())),
                Arguments.of(
                        List.of("model.fingerprints.vision"),
                        ExampleRun.identity("float32", Map.of("vision", "xx", "language", "bb"))),
                Arguments.of(
                        List.of("device", "engine.pytorch"),
                        new RunIdentity(
                                run.tool(),
                                run.model(),
                                new Machine("cuda:0", "float32", Map.of("djl", "0.35.1")),
                                settings,
                                run.benchmarks())),
                Arguments.of(
                        List.of("settings.beams", "settings.preset"),
                        with(
                                run,
                                new RunSettings(
                                        "lavis",
                                        Map.of("beams", 1),
                                        settings.defaulted(),
                                        settings.execution()))),
                Arguments.of(
                        List.of(
                                "benchmarks.vizwiz.fingerprints.annotations",
                                "benchmarks.vizwiz.limit",
                                "benchmarks.vizwiz.n",
                                "benchmarks.vizwiz.prompt",
                                "benchmarks.vizwiz.settings.max_new_tokens",
                                "benchmarks.vizwiz.split"),
                        with(
                                run,
                                List.of(
                                        new BenchmarkSetup(
                                                "vizwiz",
                                                "test",
                                                5,
                                                5,
                                                Map.of("annotations", "dd"),
                                                "{question}",
                                                Map.of("max_new_tokens", 11))))),
                Arguments.of(
                        List.of(
                                "benchmarks.gqa.limit",
                                "benchmarks.gqa.n",
                                "benchmarks.gqa.prompt",
                                "benchmarks.gqa.split"),
                        with(
                                run,
                                List.of(
                                        setup,
                                        new BenchmarkSetup(
                                                "gqa", "a", 1, 0, Map.of(), "p", Map.of())))));
    }

    @ParameterizedTest
    @MethodSource("changedFields")
    void refusesToGoOnWithAnotherRunAndNamesTheFields(List<String> fields, RunIdentity other)
            throws IOException {
        ExampleRun.open(parent, false).close();
        byte[] before = Files.readAllBytes(parent.resolve("run.json"));
        NotComparableException e =
                assertThrows(
                        NotComparableException.class,
                        () -> RunFolder.open(parent, other, true, ExampleRun.CLOCK));
        assertEquals(fields, e.differences().stream().map(Difference::field).toList());
        assertArrayEquals(before, Files.readAllBytes(parent.resolve("run.json")));
        ExampleRun.open(parent, true).close();
    }

    @Test
    void saysWhatDiffers() {
        ExampleRun.open(parent, false).close();
        NotComparableException e =
                assertThrows(
                        NotComparableException.class,
                        () ->
                                RunFolder.open(
                                        parent,
                                        ExampleRun.identity("bfloat16", fingerprints()),
                                        true,
                                        ExampleRun.CLOCK));
        assertEquals(
                parent
                        + " holds another run: dtype was \"float32\" and is \"bfloat16\".\n"
                        + "Resume it with the same model, data and settings, or give another"
                        + " --output folder.",
                e.getMessage());
    }

    @Test
    void goesOnWithOtherThreadsAndWithADefaultThatIsNowGiven() {
        ExampleRun.open(parent, false).close();
        RunIdentity run = ExampleRun.identity();
        RunSettings settings =
                new RunSettings(
                        "paper",
                        Map.of("beams", 5, "length_penalty", -1.0),
                        Map.of(),
                        Map.of("threads", 8, "batch_size", 32));
        try (RunFolder resumed =
                RunFolder.open(parent, with(run, settings), true, ExampleRun.CLOCK)) {
            assertEquals(settings, resumed.manifest().identity().settings());
            assertEquals(1, resumed.manifest().state().resumed().size());
        }
    }

    @Test
    void tellsTheModelByItsStampUntilItsFingerprintIsKnown() {
        RunIdentity unknown = ExampleRun.identity("float32", Map.of());
        try (RunFolder run = RunFolder.open(parent, unknown, false, ExampleRun.CLOCK)) {
            run.addFingerprints(Map.of("vision", "aa"));
        }
        RunFolder.open(parent, unknown, true, ExampleRun.CLOCK).close();
        assertEquals(
                Map.of("vision", "aa"),
                StoredRun.read(parent).manifest().identity().model().fingerprints());

        ModelIdentity moved =
                new ModelIdentity("copy", "instructblip", "t5", 4_000_000_000L, "other", Map.of());
        NotComparableException e =
                assertThrows(
                        NotComparableException.class,
                        () ->
                                RunFolder.open(
                                        parent, unknown.withModel(moved), true, ExampleRun.CLOCK));
        assertEquals("model.stamp", e.differences().get(0).field());

        ModelIdentity known = moved.withFingerprints(Map.of("vision", "aa", "language", "bb"));
        RunFolder.open(parent, unknown.withModel(known), true, ExampleRun.CLOCK).close();
        try (RunFolder run =
                RunFolder.open(parent, unknown.withModel(known), true, ExampleRun.CLOCK)) {
            assertThrows(
                    NotComparableException.class,
                    () -> run.addFingerprints(Map.of("language", "changed while it was used")));
        }
    }

    @Test
    void givesTheRuleOfTheStoredPlanAndRefusesAnother() {
        try (RunFolder run = ExampleRun.open(parent, false)) {
            assertEquals(Optional.empty(), run.batchRule("vizwiz"));
            run.predictions(ExampleRun.PLAN);
        }
        try (RunFolder run = ExampleRun.open(parent, true)) {
            assertEquals(
                    Optional.of(Map.of("order", "by prompt length", "size", 3)),
                    run.batchRule("vizwiz"));
            BatchPlan other =
                    new BatchPlan("vizwiz", ExampleRun.IDS, List.of(ExampleRun.IDS), Map.of());
            NotComparableException e =
                    assertThrows(NotComparableException.class, () -> run.predictions(other));
            assertEquals("benchmarks.vizwiz.batch_plan", e.differences().get(0).field());
        }
    }

    @Test
    void aRunWithFailedSamplesIsIncomplete() throws IOException {
        ExampleRun.runToTheEnd(parent, false, "4"::equals);
        assertEquals(RunStatus.INCOMPLETE, StoredRun.read(parent).manifest().state().status());
        BenchmarkResult result = StoredRun.read(parent).result("vizwiz");
        assertEquals(new SampleCounts(7, 6, 1, false), result.counts());
        try (RunFolder run = ExampleRun.open(parent, true)) {
            assertFalse(run.finished());
            assertFalse(Files.exists(ExampleRun.metrics(parent)), "an outdated result stays");
            assertFalse(Files.exists(parent.resolve("summary.json")));
        }
    }

    @Test
    void aBenchmarkThatIsAnsweredIsSealedUntilItsFailedSamplesAreTriedAgain() throws IOException {
        ExampleRun.runToTheEnd(parent, false, "4"::equals);
        assertEquals(7, StoredRun.read(parent).manifest().seals().get("vizwiz").lines());
        try (RunFolder run = ExampleRun.open(parent, true)) {
            PredictionsFile predictions = run.predictions(ExampleRun.PLAN);
            assertEquals(Map.of(), StoredRun.read(parent).manifest().seals());
            predictions.append(ExampleRun.answers(List.of("4"), id -> false));
        }
        ExampleRun.runToTheEnd(parent, true, id -> false);
        StoredRun.read(parent).checkUnchanged("vizwiz");
        assertEquals(
                ExampleRun.answers(ExampleRun.IDS, id -> false),
                StoredRun.read(parent).records("vizwiz"));
    }

    @Test
    void namesTheLineThatChangedInAnAnsweredBenchmarkOfAnUnfinishedRun() throws IOException {
        try (RunFolder run = ExampleRun.open(parent, false)) {
            PredictionsFile predictions = run.predictions(ExampleRun.PLAN);
            for (List<String> batch : predictions.pending()) {
                predictions.append(ExampleRun.answers(batch, id -> false));
            }
            predictions.finish();
        }
        Path file = ExampleRun.predictions(parent);
        List<String> lines = Files.readAllLines(file);
        Files.write(file, lines.subList(0, 4));
        try (RunFolder run = ExampleRun.open(parent, true)) {
            assertEquals(
                    file
                            + " ends after line 4 of 7: the file was changed after it was written.\n"
                            + "Restore it, or run again in another folder.",
                    assertThrows(StoreException.class, () -> run.predictions(ExampleRun.PLAN))
                            .getMessage());
        }
        assertEquals(lines.subList(0, 4), Files.readAllLines(file));
    }

    @Test
    void writesASubmission() throws IOException {
        try (RunFolder run = ExampleRun.open(parent, false)) {
            run.predictions(ExampleRun.PLAN);
            run.writeSubmission("vizwiz", new ObjectMapper().readTree("[{\"image\":\"a\"}]"));
        }
        assertEquals(
                "[\n  {\n    \"image\": \"a\"\n  }\n]\n",
                Files.readString(parent.resolve("vizwiz").resolve("submission.json")));
    }

    @Test
    void countsWhatTheLastProcessDid() {
        try (RunFolder run = ExampleRun.open(parent, false)) {
            PredictionsFile predictions = run.predictions(ExampleRun.PLAN);
            predictions.append(ExampleRun.answers(List.of("3", "0", "5"), id -> false));
            run.addVitImages(3);
        }
        assertEquals(0, StoredRun.read(parent).manifest().state().reused());
        assertEquals(3, StoredRun.read(parent).manifest().state().vitImages());
        try (RunFolder run = ExampleRun.open(parent, true)) {
            run.predictions(ExampleRun.PLAN);
            run.addVitImages(2);
            run.addVitImages(2);
        }
        assertEquals(3, StoredRun.read(parent).manifest().state().reused());
        assertEquals(4, StoredRun.read(parent).manifest().state().vitImages());
    }

    private static Map<String, String> fingerprints() {
        return ExampleRun.identity().model().fingerprints();
    }

    private static RunIdentity with(RunIdentity run, RunSettings settings) {
        return new RunIdentity(run.tool(), run.model(), run.machine(), settings, run.benchmarks());
    }

    private static RunIdentity with(RunIdentity run, List<BenchmarkSetup> benchmarks) {
        return new RunIdentity(run.tool(), run.model(), run.machine(), run.settings(), benchmarks);
    }

    private static String refusal(Path folder, boolean resume) {
        return assertThrows(StoreException.class, () -> ExampleRun.open(folder, resume))
                .getMessage();
    }
}
