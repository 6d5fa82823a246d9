package instructblip.results.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManifestFileTest {

    private static final RunManifest MANIFEST =
            RunManifest.begun(ExampleRun.identity(), ExampleRun.CLOCK.instant())
                    .with(ExampleRun.PLAN);

    @TempDir Path folder;

    private Path file;

    @BeforeEach
    void write() {
        file = folder.resolve("run.json");
        ManifestFile.write(file, MANIFEST);
    }

    @Test
    void comesBackAsItWas() {
        assertEquals(MANIFEST, ManifestFile.read(folder));
        RunManifest later =
                MANIFEST.resumed(ExampleRun.identity(), ExampleRun.CLOCK.instant())
                        .ended(RunStatus.FINISHED, ExampleRun.CLOCK.instant(), 5, 2);
        ManifestFile.write(file, later);
        assertEquals(later, ManifestFile.read(folder));
        RunManifest sealed =
                later.sealed("vizwiz", new PredictionsSeal(2, "0".repeat(64), "0123abcd"));
        ManifestFile.write(file, sealed);
        assertEquals(sealed, ManifestFile.read(folder));
        assertEquals(later, sealed.unsealed("vizwiz"));
    }

    @Test
    void namesChecksThatAreNotOnePerLine() throws IOException {
        ManifestFile.write(
                file, MANIFEST.sealed("vizwiz", new PredictionsSeal(3, "00", "0123abcd")));
        assertEquals(
                file
                        + ": benchmarks.vizwiz.predictions.checks is \"0123abcd\"; expected four"
                        + " hexadecimal digits per line.",
                fault());
    }

    /** A run of format 1 as it was stored: it stays readable. */
    @Test
    void readsAManifestOfFormat1() throws IOException {
        try (InputStream stored = getClass().getResourceAsStream("run-format-1.json")) {
            Files.write(file, stored.readAllBytes());
        }
        RunManifest manifest = ManifestFile.read(folder);
        assertEquals(MANIFEST.identity(), manifest.identity());
        assertEquals(MANIFEST.plans(), manifest.plans());
        assertEquals(RunStatus.FINISHED, manifest.state().status());
        assertEquals(1, manifest.state().resumed().size());
    }

    @Test
    void writesTheSameBytesAsTheStoredOne() throws IOException {
        RunManifest finished =
                MANIFEST.resumed(ExampleRun.identity(), ExampleRun.CLOCK.instant())
                        .ended(RunStatus.FINISHED, ExampleRun.CLOCK.instant(), 5, 2);
        ManifestFile.write(file, finished);
        try (InputStream stored = getClass().getResourceAsStream("run-format-1.json")) {
            assertEquals(
                    new String(stored.readAllBytes(), StandardCharsets.UTF_8),
                    Files.readString(file));
        }
    }

    @Test
    void ignoresKeysThatALaterVersionMayAdd() throws IOException {
        Files.writeString(
                file, Files.readString(file).replace("\"device\"", "\"new\": [1], \"device\""));
        assertEquals(MANIFEST, ManifestFile.read(folder));
    }

    @Test
    void saysThatANewerFormatNeedsANewerVersion() throws IOException {
        replace("\"format\": 1", "\"format\": 2");
        assertEquals(
                file
                        + " has format 2; this version reads format 1. Use the version that wrote it"
                        + " (0.1.0) or a newer one.",
                fault());
    }

    @Test
    void knowsARunOfAnotherTool() throws IOException {
        for (String other :
                new String[] {"{}", "{\"format\":1}", "{\"format\":1,\"tool\":{\"name\":\"x\"}}"}) {
            Files.writeString(file, other);
            assertEquals(file + " is not the manifest of a run of instructblip-eval.", fault());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            "status": "running"         | "status": "done"      | : status is "done"; expected running, finished or incomplete.
            "dtype": "float32"          | "dtype": 32           | : dtype is 32; expected a text.
            "n": 7                      | "n": -7               | : benchmarks.vizwiz.n is -7; expected a whole number.
            "n": 7                      | "n": 7.5              | : benchmarks.vizwiz.n is 7.5; expected a whole number.
            "n": 7                      | "n": 3000000000       | : benchmarks.vizwiz.n is 3000000000; expected a count.
            "family"                    | "famly"               | : model.family is missing; expected a text.
            "dirty": false              | "dirty": "no"         | : tool.git.dirty is "no"; expected true or false.
            2026-01-31T12:00:00Z        | yesterday             | : started is "yesterday"; expected a time as 2026-01-31T12:00:00Z.
            "vizwiz"                    | "../vizwiz"           | ' has a benchmark "../vizwiz"; expected a name of letters, digits, ''-'', ''_'' and ''.''.'
            """)
    void namesTheKeyThatIsWrong(String right, String wrong, String message) throws IOException {
        replace(right, wrong);
        assertEquals(file + message, fault());
    }

    @Test
    void saysWhereItIsNoJson() throws IOException {
        String text = Files.readString(file);
        Files.writeString(file, text.substring(0, text.length() / 2));
        assertTrue(fault().startsWith(file + " is not valid JSON: line "), fault());
        Files.writeString(file, "[]");
        assertEquals(file + " is not a JSON object.", fault());
        Files.writeString(file, "");
        assertEquals(file + " is not a JSON object.", fault());
    }

    private void replace(String right, String wrong) throws IOException {
        String text = Files.readString(file);
        assertTrue(text.contains(right), right);
        Files.writeString(file, text.replace(right, wrong));
    }

    private String fault() {
        return assertThrows(StoreException.class, () -> ManifestFile.read(folder)).getMessage();
    }
}
