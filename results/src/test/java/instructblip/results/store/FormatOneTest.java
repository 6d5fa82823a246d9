package instructblip.results.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import instructblip.results.record.SampleRecord;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run as the first version stored it is read, checked as far as it goes, and left alone. */
class FormatOneTest {

    @TempDir Path folder;

    @BeforeEach
    void copy() throws IOException, URISyntaxException {
        Path stored = Path.of(FormatOneTest.class.getResource("format-1").toURI());
        try (Stream<Path> files = Files.walk(stored)) {
            for (Path file : files.filter(each -> !each.equals(stored)).toList()) {
                Files.copy(file, folder.resolve(stored.relativize(file).toString()));
            }
        }
    }

    @Test
    void isRead() {
        StoredRun run = StoredRun.read(folder);
        assertEquals(ExampleRun.identity(), run.manifest().identity());
        List<SampleRecord> records = run.records("vizwiz");
        assertEquals(ExampleRun.IDS, records.stream().map(SampleRecord::id).toList());
        assertEquals(ExampleRun.answered("3").prediction(), records.get(3).prediction());
        assertEquals(List.of(), records.get(3).imagesSha256());
        assertEquals(
                Optional.of(new ConfidenceInterval(100, 100)), run.result("vizwiz").interval());
        run.checkUnchanged("vizwiz");
    }

    @Test
    void isNotTouchedWhenItIsFinished() throws IOException {
        String before = Files.readString(folder.resolve("run.json"));
        assertEquals(List.of(), ExampleRun.runToTheEnd(folder, true, id -> false));
        assertEquals(before, Files.readString(folder.resolve("run.json")));
    }

    @Test
    void namesADoubledLineAndCountsTheLines() throws IOException {
        Path predictions = ExampleRun.predictions(folder);
        List<String> lines = new ArrayList<>(Files.readAllLines(predictions));
        Files.write(predictions, lines.subList(0, 6));
        assertEquals(
                predictions + " has 6 records; expected 7. Continue the run with --resume.",
                fault());
        lines.set(6, lines.get(2));
        Files.write(predictions, lines);
        assertEquals(
                predictions
                        + " line 7 repeats sample \"2\" of line 3; expected one line per sample.",
                fault());
        assertThrows(StoreException.class, () -> ExampleRun.open(folder, true));
    }

    /** What was answered before stays; the images of those answers are not known. */
    @Test
    void isContinued() throws IOException {
        Path manifest = folder.resolve("run.json");
        Files.writeString(
                manifest,
                Files.readString(manifest)
                        .replace("\"finished\",", "\"running\",")
                        .replace("  \"finished\": \"2026-01-31T12:00:00Z\",\n", ""));
        Path predictions = ExampleRun.predictions(folder);
        List<String> lines = Files.readAllLines(predictions);
        Files.write(predictions, List.of(lines.get(3), lines.get(0), lines.get(5)));
        assertEquals(
                List.of("6", "1", "2", "4"), ExampleRun.runToTheEnd(folder, true, id -> false));
        StoredRun run = StoredRun.read(folder);
        assertEquals(ExampleRun.IDS, run.records("vizwiz").stream().map(SampleRecord::id).toList());
        assertEquals(
                ExampleRun.setup().fingerprints(),
                run.manifest().identity().benchmark("vizwiz").fingerprints());
    }

    private String fault() {
        return assertThrows(StoreException.class, () -> StoredRun.read(folder).records("vizwiz"))
                .getMessage();
    }
}
