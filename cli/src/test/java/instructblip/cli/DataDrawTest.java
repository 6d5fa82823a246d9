package instructblip.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataDrawTest {

    @TempDir private Path folder;

    @Test
    void drawsWhatCheckFindsWholeAndSampleShows() throws IOException {
        Path world = folder.resolve("new/world");

        Cli.Result drawn = Cli.run("data", "draw", "world", "--output", world, "--scenes=20");
        Cli.Result checked = Cli.run("data", "check", "world-choice", "--data", world);
        Cli.Result shown =
                Cli.run("data", "sample", "world-choice", "--data", world, "--limit=1", "--json");

        assertEquals(0, drawn.code(), drawn.err());
        assertTrue(drawn.out().matches("(?s)task +test +val +train\\n.*"), drawn.out());
        assertTrue(drawn.out().matches("(?s).*\\ncolors +5 +2 +120\\n.*"), drawn.out());
        assertTrue(drawn.out().matches("(?s).*\\nimages +5 +2 +20\\n"), drawn.out());
        assertEquals(0, checked.code(), checked.out());
        assertTrue(checked.out().endsWith("whole, 5 samples, 5 media\n"), checked.out());
        JsonNode sample = new ObjectMapper().readTree(shown.out()).get(0);
        assertEquals("test/images/00000.png", sample.get("image").textValue());
        assertEquals(
                "Question: what shape is in the top left? Options: (a) circle (b) cross (c)"
                        + " rectangle (d) triangle. Short answer:",
                sample.get("prompt").textValue());
        assertEquals("circle", sample.get("references").get(0).textValue());
        assertTrue(
                Files.readString(world.resolve("README.md"))
                        .contains("data draw world --seed 1 --scenes 20"));
    }

    @Test
    void theSeedDecides() throws IOException {
        Cli.run("data", "draw", "world", "--output", folder.resolve("a"), "--scenes=1");
        Cli.Result other =
                Cli.run(
                        "data",
                        "draw",
                        "world",
                        "--json",
                        "--seed=2",
                        "--scenes=1",
                        "--output",
                        folder.resolve("b"));

        JsonNode document = new ObjectMapper().readTree(other.out());
        assertEquals(2, document.get("seed").intValue());
        assertEquals("test", document.get("parts").get(0).get("split").textValue());
        assertEquals(6, document.get("parts").get(2).get("records").get("colors").intValue());
        assertFalse(
                Files.readString(folder.resolve("a/test/cells.jsonl"))
                        .equals(Files.readString(folder.resolve("b/test/cells.jsonl"))));
    }

    @Test
    void aFolderThatIsNotEmptyIsLeftAlone() throws IOException {
        Files.writeString(folder.resolve("mine.txt"), "mine");

        Cli.Result result = Cli.run("data", "draw", "world", "--output", folder);

        assertEquals(2, result.code());
        assertEquals(
                "--output %s is not an empty folder; expected an empty or absent one\n"
                        .formatted(folder),
                result.err());
        assertEquals("mine", Files.readString(folder.resolve("mine.txt")));
    }

    @Test
    void aFileInPlaceOfTheFolderIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("mine.txt"), "mine");

        Cli.Result inside = Cli.run("data", "draw", "world", "--output", file.resolve("world"));

        assertEquals(2, Cli.run("data", "draw", "world", "--output", file).code());
        assertEquals(2, inside.code());
        assertTrue(inside.err().contains(" cannot be written to the end ("), inside.err());
        assertEquals(1, inside.err().lines().count());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "moon | --scenes=1 | data draw \"moon\": expected world",
                "world | --scenes=0 | --scenes is 0; expected 1 to 100000",
                "world | --scenes=100001 | --scenes is 100001; expected 1 to 100000"
            })
    void saysWhatItExpects(String what, String option, String message) {
        Path output = folder.resolve("out");

        Cli.Result result = Cli.run("data", "draw", what, option, "--output", output);

        assertEquals(2, result.code());
        assertEquals(message + "\n", result.err());
        assertFalse(Files.exists(output));
    }
}
