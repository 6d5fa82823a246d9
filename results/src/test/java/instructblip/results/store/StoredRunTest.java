package instructblip.results.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import instructblip.results.record.RecordException;
import instructblip.results.record.SampleRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredRunTest {

    private static final String CHANGED =
            "the file was changed after it was written.\nRestore it, or run again in another folder.";

    @TempDir Path folder;

    private Path predictions;

    @BeforeEach
    void run() {
        ExampleRun.runToTheEnd(folder, false, id -> false);
        predictions = ExampleRun.predictions(folder);
    }

    @Test
    void givesBackWhatWasStored() {
        StoredRun run = StoredRun.read(folder);
        RunIdentity identity = ExampleRun.identity();
        assertEquals(identity.machine(), run.manifest().identity().machine());
        assertEquals(identity.settings(), run.manifest().identity().settings());
        assertEquals(ExampleRun.answers(ExampleRun.IDS, id -> false), run.records("vizwiz"));
        assertEquals(
                new BenchmarkResult(
                        "vizwiz",
                        "val",
                        "accuracy",
                        OptionalDouble.of(100),
                        new SampleCounts(7, 7, 0, false),
                        Optional.of(new ConfidenceInterval(100 * Math.pow(0.025, 1.0 / 7), 100)),
                        Map.of("other", 100.0),
                        Map.of()),
                run.result("vizwiz"));
    }

    @Test
    void saysWhatIsNoRun() {
        Path other = folder.resolve("vizwiz");
        assertEquals(
                other
                        + " is no run: it has no run.json; give the folder that run wrote with --output.",
                assertThrows(StoreException.class, () -> StoredRun.read(other)).getMessage());
    }

    @Test
    void namesALineThatIsThereTwice() throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(predictions));
        lines.set(4, lines.get(1));
        Files.write(predictions, lines);
        assertEquals(
                predictions
                        + " line 5 repeats sample \"1\" of line 2; expected one line per sample.",
                fault());
    }

    @Test
    void namesTheLineAfterWhichTheFileIsCutOff() throws IOException {
        List<String> lines = Files.readAllLines(predictions);
        Files.write(predictions, lines.subList(0, 6));
        assertChanged(" ends after line 6 of 7");
        Files.write(predictions, List.of());
        assertChanged(" ends after line 0 of 7");
    }

    @Test
    void namesTheFirstLineThatWasMoved() throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(predictions));
        Collections.swap(lines, 2, 5);
        Files.write(predictions, lines);
        assertChanged(" line 3 is not what the run wrote there");
    }

    @Test
    void namesTheFirstLineThatWasRemoved() throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(predictions));
        lines.remove(3);
        Files.write(predictions, lines);
        assertChanged(" line 4 is not what the run wrote there");
    }

    @Test
    void namesALineOfAnotherRun() throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(predictions));
        String foreign = lines.get(4).replace("\"id\":\"4\"", "\"id\":\"77\"");
        lines.add(foreign);
        Files.write(predictions, lines);
        assertChanged(" line 8 is not of the run, which wrote 7");
        lines.remove(7);
        lines.set(4, foreign);
        Files.write(predictions, lines);
        assertChanged(" line 5 is not what the run wrote there");
    }

    @Test
    void namesALineOfAnotherBenchmark() throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(predictions));
        lines.set(1, lines.get(1).replace("vizwiz", "gqa"));
        Files.write(predictions, lines);
        assertEquals(
                predictions + " line 2 is a record of benchmark \"gqa\"; expected vizwiz.",
                fault());
    }

    @Test
    void namesALineThatWasEdited() throws IOException {
        String text = Files.readString(predictions);
        Files.writeString(predictions, text.replace("what is 6?", "what was 6?"));
        assertChanged(" line 7 is not what the run wrote there");
    }

    /** The lines' short checks may be equal by chance; the file's whole hash is not. */
    @Test
    void noticesAChangeThatTheChecksDoNotTell() {
        PredictionsSeal seal = PredictionsSeal.of(predictions);
        FinishedPredictions changed =
                new FinishedPredictions(
                        predictions,
                        "vizwiz",
                        7,
                        Optional.of(new PredictionsSeal(7, "0".repeat(64), seal.checks())));
        assertEquals(
                predictions + " is not what the run wrote: " + CHANGED,
                assertThrows(StoreException.class, changed::check).getMessage());
    }

    private void assertChanged(String what) {
        String expected = predictions + what + ": " + CHANGED;
        assertEquals(expected, fault());
        StoredRun run = StoredRun.read(folder);
        assertEquals(
                expected,
                assertThrows(StoreException.class, () -> run.checkUnchanged("vizwiz"))
                        .getMessage());
        assertEquals(
                expected,
                assertThrows(StoreException.class, () -> ExampleRun.open(folder, true))
                        .getMessage());
    }

    @Test
    void namesALineThatIsNoRecord() throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(predictions));
        lines.set(2, "");
        Files.write(predictions, lines);
        assertEquals(predictions + " line 3: is no JSON object; expected a record.", fault());
        String text = Files.readString(predictions);
        Files.writeString(
                predictions, text.substring(0, text.length() - 1).replaceFirst("\n\n", "\n"));
        assertTrue(fault().startsWith(predictions + " line 6: is cut off"), fault());
    }

    @Test
    void namesAResultThatIsNotThere() throws IOException {
        Files.delete(ExampleRun.metrics(folder));
        assertEquals(
                ExampleRun.metrics(folder) + " is missing.",
                assertThrows(StoreException.class, () -> StoredRun.read(folder).result("vizwiz"))
                        .getMessage());
    }

    private String fault() {
        return assertThrows(RecordException.class, () -> StoredRun.read(folder).records("vizwiz"))
                .getMessage();
    }

    /** More text than is kept in memory: records are read from the file in any order. */
    @Test
    void readsALargeRunAsItIsAskedFor() {
        List<SampleRecord> large = new ArrayList<>();
        for (int i = 0; i < 90; i++) {
            large.add(ExampleRun.prompted(String.valueOf(i), "é".repeat(50_000 + i)));
        }
        List<String> ids = large.stream().map(SampleRecord::id).toList();
        BenchmarkSetup setup = new BenchmarkSetup("vizwiz", "val", 90, 0, Map.of(), "p", Map.of());
        Path other = folder.resolve("large");
        RunIdentity identity = ExampleRun.identity();
        try (RunFolder run =
                RunFolder.open(
                        other,
                        new RunIdentity(
                                identity.tool(),
                                identity.model(),
                                identity.machine(),
                                identity.settings(),
                                List.of(setup)),
                        false,
                        ExampleRun.CLOCK)) {
            PredictionsFile file =
                    run.predictions(new BatchPlan("vizwiz", ids, List.of(ids), Map.of()));
            file.append(large);
            file.finish();
        }
        List<SampleRecord> found = StoredRun.read(other).records("vizwiz");
        assertEquals(large, found);
        for (int i : new int[] {89, 3, 4, 5, 0, 88, 40, 41, 0, 1}) {
            assertEquals(large.get(i), found.get(i));
        }
    }
}
