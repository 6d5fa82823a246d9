package instructblip.results.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import instructblip.results.record.RecordException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredRunTest {

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
        assertEquals(ExampleRun.identity(), run.manifest().identity());
        assertEquals(ExampleRun.answers(ExampleRun.IDS, id -> false), run.records("vizwiz"));
        assertEquals(
                new BenchmarkResult(
                        "vizwiz",
                        "val",
                        "accuracy",
                        OptionalDouble.of(100),
                        new SampleCounts(7, 7, 0, false),
                        Optional.of(new ConfidenceInterval(100, 100)),
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
    void countsTheLines() throws IOException {
        List<String> lines = Files.readAllLines(predictions);
        Files.write(predictions, lines.subList(0, 6));
        assertEquals(
                predictions + " has 6 records; expected 7. Continue the run with --resume.",
                fault());
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
}
