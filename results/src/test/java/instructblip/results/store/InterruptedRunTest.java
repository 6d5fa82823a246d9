package instructblip.results.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However a run is interrupted, resumed it ends with the bytes of an uninterrupted one. */
class InterruptedRunTest {

    /** Every byte is tried in {@link RecoveryTest}; a whole run at each would take minutes. */
    private static final int STRIDE = 97;

    private static final Predicate<String> NONE_FAILS = id -> false;
    private static final Predicate<String> TWO_FAIL = Set.of("5", "2")::contains;

    @TempDir Path folder;

    private Path uninterrupted;

    @BeforeEach
    void runWithoutInterruption() {
        uninterrupted = folder.resolve("uninterrupted");
        ExampleRun.runToTheEnd(uninterrupted, false, NONE_FAILS);
    }

    @Test
    void endsWithTheRecordsInDataSetOrder() {
        assertEquals(
                ExampleRun.answers(ExampleRun.IDS, NONE_FAILS),
                StoredRun.read(uninterrupted).records(ExampleRun.BENCHMARK));
    }

    @Test
    void whereverTheWriteOfABatchWasCutOff() throws IOException {
        int number = 0;
        for (int whole = 0; whole < ExampleRun.PLAN.batches().size(); whole++) {
            byte[] before = ExampleRun.batches(whole, NONE_FAILS);
            byte[] after = ExampleRun.batches(whole + 1, NONE_FAILS);
            for (int length = before.length; length < after.length; length += STRIDE) {
                Path run =
                        begun(
                                "cut" + number++,
                                List.of(before, slice(after, before.length, length)));
                List<String> computed = ExampleRun.runToTheEnd(run, true, NONE_FAILS);
                assertEquals(idsFrom(whole), computed, "cut at byte " + length);
                assertSameFiles(run);
            }
        }
    }

    @Test
    void wherePowerLossLeftZerosInTheLastWrite() throws IOException {
        byte[] before = ExampleRun.batches(1, NONE_FAILS);
        byte[] after = ExampleRun.batches(2, NONE_FAILS);
        int number = 0;
        for (int from = before.length; from < after.length; from += STRIDE) {
            byte[] torn = slice(after, before.length, after.length);
            Arrays.fill(torn, from - before.length, from - before.length + 1, (byte) 0);
            Path run = begun("zeros" + number++, List.of(before, torn));
            assertEquals(idsFrom(1), ExampleRun.runToTheEnd(run, true, NONE_FAILS));
            assertSameFiles(run);
        }
    }

    @Test
    void whenBatchesWereFinishedInAnotherOrder() throws IOException {
        Path run = folder.resolve("other-order");
        try (RunFolder begun = ExampleRun.open(run, false)) {
            PredictionsFile predictions = begun.predictions(ExampleRun.PLAN);
            predictions.append(ExampleRun.answers(ExampleRun.PLAN.batches().get(2), NONE_FAILS));
            predictions.append(ExampleRun.answers(ExampleRun.PLAN.batches().get(0), NONE_FAILS));
        }
        assertEquals(List.of("6", "1"), ExampleRun.runToTheEnd(run, true, NONE_FAILS));
        assertSameFiles(run);
    }

    @Test
    void failedSamplesAreComputedAgainAndNoOthers() throws IOException {
        Path run = folder.resolve("failed");
        ExampleRun.runToTheEnd(run, false, TWO_FAIL);
        assertEquals(RunStatus.INCOMPLETE, StoredRun.read(run).manifest().state().status());
        assertEquals(List.of("5", "2"), ExampleRun.runToTheEnd(run, true, NONE_FAILS));
        assertEquals(5, StoredRun.read(run).manifest().state().reused());
        assertSameFiles(run);
    }

    @Test
    void whereverTheWriteOfFailedSamplesWasCutOff() throws IOException {
        Predicate<String> threeFail = Set.of("3", "5", "2")::contains;
        Path ended = folder.resolve("ended");
        ExampleRun.runToTheEnd(ended, false, threeFail);
        byte[] before = Files.readAllBytes(ExampleRun.predictions(ended));
        byte[] again = ExampleRun.lines(List.of("3", "5"), NONE_FAILS);
        for (int length = 0; length < again.length; length += STRIDE) {
            Path run = begun("again" + length, List.of(before, slice(again, 0, length)));
            assertEquals(List.of("3", "5", "2"), ExampleRun.runToTheEnd(run, true, NONE_FAILS));
            assertSameFiles(run);
        }
        Path run = begun("again", List.of(before, again));
        assertEquals(List.of("2"), ExampleRun.runToTheEnd(run, true, NONE_FAILS));
        assertSameFiles(run);
    }

    @Test
    void betweenTheLastRecordAndTheManifest() throws IOException {
        byte[] finished = Files.readAllBytes(ExampleRun.predictions(uninterrupted));
        Path run = begun("unmarked", List.of(finished));
        Files.writeString(run.resolve("summary.json.tmp"), "{\"half");
        Files.writeString(run.resolve("run.json.tmp"), "");
        Files.writeString(run.resolve(".lock"), "");
        Files.writeString(
                run.resolve(ExampleRun.BENCHMARK).resolve("predictions.jsonl.tmp"), "{\"ben");
        assertEquals(List.of(), ExampleRun.runToTheEnd(run, true, NONE_FAILS));
        assertSameFiles(run);
        assertEquals(names(uninterrupted), names(run));
    }

    @Test
    void beforeTheManifestWasWritten() throws IOException {
        Path run = Files.createDirectory(folder.resolve("early"));
        Files.writeString(run.resolve("run.json.tmp"), "{\"format\":1");
        Files.writeString(run.resolve(".lock"), "");
        assertEquals(idsFrom(0), ExampleRun.runToTheEnd(run, true, NONE_FAILS));
        assertSameFiles(run);
    }

    @Test
    void aFinishedRunIsNotTouched() throws IOException {
        byte[] manifest = Files.readAllBytes(uninterrupted.resolve("run.json"));
        assertEquals(List.of(), ExampleRun.runToTheEnd(uninterrupted, true, NONE_FAILS));
        assertArrayEquals(manifest, Files.readAllBytes(uninterrupted.resolve("run.json")));
    }

    /** A run folder as a killed process leaves it, with these bytes of predictions. */
    private Path begun(String name, List<byte[]> parts) throws IOException {
        Path run = Files.createDirectories(folder.resolve(name).resolve(ExampleRun.BENCHMARK));
        ManifestFile.write(
                folder.resolve(name).resolve("run.json"),
                RunManifest.begun(ExampleRun.identity(), ExampleRun.CLOCK.instant())
                        .with(ExampleRun.PLAN));
        for (byte[] part : parts) {
            Files.write(
                    run.resolve("predictions.jsonl"),
                    part,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        }
        return folder.resolve(name);
    }

    private static byte[] slice(byte[] bytes, int from, int to) {
        return Arrays.copyOfRange(bytes, from, to);
    }

    private static List<String> idsFrom(int batch) {
        return ExampleRun.PLAN.batches().stream().skip(batch).flatMap(List::stream).toList();
    }

    private void assertSameFiles(Path run) throws IOException {
        for (String name :
                List.of("vizwiz/predictions.jsonl", "vizwiz/metrics.json", "summary.json")) {
            assertEquals(
                    Files.readString(uninterrupted.resolve(name)),
                    Files.readString(run.resolve(name)),
                    name);
        }
        assertEquals(RunStatus.FINISHED, StoredRun.read(run).manifest().state().status());
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return new ArrayList<>(
                    files.map(file -> folder.relativize(file).toString()).sorted().toList());
        }
    }
}
