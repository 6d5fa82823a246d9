package instructblip.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What was cut short goes on to the bit; what is something else is left alone. */
class TuneResumeTest {

    private static final String[] KEYS = {
        "steps: 7",
        "save_every: 2",
        "validation: {every: 3, sets: [{benchmark: easy-vqa, limit: 4}]}"
    };

    @TempDir private Path folder;
    private Tuning tuning;

    @BeforeEach
    void write() throws IOException {
        tuning = new Tuning(folder);
    }

    @Test
    void anImageThatCannotBeReadCutsTheRunAndItGoesOnFromThere() throws IOException {
        Path whole = folder.resolve("whole");
        Path run = folder.resolve("run");
        Path config = tuning.config(KEYS);
        Tuning.finishes(config, whole, "--resume");

        Path image = tuning.drawn(1, 4 * Tuning.BATCH + 2);
        byte[] picture = Files.readAllBytes(image);
        Files.write(image, new byte[] {1, 2, 3});
        Cli.Result cut = Tuning.run(config, run);
        assertEquals(3, cut.code(), cut.err());
        String[] lines = cut.err().split("\n");
        String fault = lines[lines.length - 2];
        assertTrue(fault.startsWith("main, step 5: easy-vqa/"), cut.err());
        assertTrue(fault.contains(image.getFileName().toString()), cut.err());
        assertEquals(
                "The state of step 4 is kept; --resume goes on from it.", lines[lines.length - 1]);
        assertEquals("unfinished", Tuning.manifest(run).get("status").asText());
        assertFalse(Files.exists(run.resolve("checkpoint")));
        assertEquals(3, Tuning.run(config, run, "--resume").code(), "the image is as it was");

        Files.write(image, picture);
        // What cannot be written cuts it short as well, and harms nothing.
        Path blocked = Files.createDirectory(run.resolve("state-main.safetensors.unfinished"));
        Files.createFile(blocked.resolve("x"));
        Cli.Result full = Tuning.run(config, run, "--resume");
        assertEquals(3, full.code(), full.err());
        assertTrue(full.err().contains("state-main.safetensors could not be written"), full.err());
        Files.delete(blocked.resolve("x"));
        Files.delete(blocked);

        Tuning.finishes(config, run, "--resume");
        Tuning.sameCheckpoint(whole, run);
        assertEquals(Tuning.log(whole), Tuning.log(run));
        assertEquals(Tuning.files(whole), Tuning.files(run));
        assertEquals(Tuning.manifest(whole).get("stages"), Tuning.manifest(run).get("stages"));
    }

    @Test
    void aCutInTheSecondStageKeepsTheFirst() throws IOException {
        String[] keys = {
            "stages:",
            "  - {name: a, steps: 2, draw: query_tokens, trainable: query_tokens}",
            "  - {name: b, steps: 5, draw: language_projection, trainable: qformer}"
        };
        Path whole = folder.resolve("whole");
        Path run = folder.resolve("run");
        Path config = tuning.config(keys);
        Tuning.finishes(config, whole, "--seed", 3);
        Path image = tuning.drawn(3, 3 * Tuning.BATCH + 1);
        byte[] picture = Files.readAllBytes(image);
        Files.write(image, new byte[0]);
        Cli.Result cut = Tuning.run(config, run, "--seed", 3);
        assertEquals(3, cut.code(), cut.err());
        assertTrue(cut.err().contains("b, step 4: easy-vqa/"), cut.err());
        Files.write(image, picture);
        Tuning.finishes(config, run, "--seed", 3, "--resume");
        Tuning.sameCheckpoint(whole, run);
        assertEquals(Tuning.log(whole), Tuning.log(run));
        assertEquals(Tuning.manifest(whole).get("stages"), Tuning.manifest(run).get("stages"));
    }

    @Test
    void aLossThatIsNotFiniteStopsWithTheStep() throws IOException {
        Path run = folder.resolve("run");
        Path config =
                tuning.config("learning_rate: 1.0e30", "warmup_steps: 0", "steps: 5")
                        .getParent()
                        .resolve("tune.yaml");
        String text = Files.readString(config).replace("learning_rate: 1.0e-3\n", "");
        Files.writeString(config, text);
        Cli.Result result = Tuning.run(config, run);
        assertEquals(3, result.code(), result.err());
        assertTrue(result.err().contains("main, step 2: "), result.err());
        assertTrue(result.err().contains("the loss is"), result.err());
        assertTrue(result.err().contains("The state of step 0 is kept"), result.err());
        assertFalse(Files.exists(run.resolve("state-main.safetensors")));
        Cli.Result again = Tuning.run(config, run, "--resume");
        assertEquals(3, again.code());
        assertTrue(again.err().contains("main, step 2: "), again.err());
    }

    @Test
    void weightsThatAreNotFiniteAreNotKept() throws IOException {
        Path run = folder.resolve("run");
        Path config =
                tuning.config(
                                "learning_rate: 1.0e30",
                                "warmup_learning_rate: 1.0e-8",
                                "warmup_steps: 2",
                                "save_every: 1",
                                "steps: 2")
                        .getParent()
                        .resolve("tune.yaml");
        String text = Files.readString(config).replace("learning_rate: 1.0e-3\n", "");
        Files.writeString(config, text);
        Cli.Result result = Tuning.run(config, run);
        assertEquals(3, result.code(), result.err());
        assertTrue(
                result.err().contains("main, step 2: what was learned is no longer finite"),
                result.err());
        assertTrue(result.err().contains("The state of step 1 is kept"), result.err());
        assertTrue(Files.exists(run.resolve("state-main.safetensors")));
        assertFalse(Files.exists(run.resolve("checkpoint")));
    }

    @Test
    void aFinishedRunIsNotComputedAgain() throws IOException {
        Path run = folder.resolve("run");
        Path config = tuning.config("steps: 2");
        Tuning.finishes(config, run);
        List<String> files = Tuning.files(run);
        byte[] manifest = Files.readAllBytes(run.resolve("tune.json"));
        Cli.Result without = Tuning.run(config, run);
        assertEquals(2, without.code());
        assertTrue(without.err().contains("is not empty"), without.err());
        Cli.Result again = Tuning.run(config, run, "--resume");
        assertEquals(0, again.code(), again.err());
        assertTrue(again.err().contains("is finished; nothing is computed again"), again.err());
        assertTrue(again.out().startsWith("main: 2 steps"), again.out());
        assertEquals(files, Tuning.files(run));
        assertArrayEquals(manifest, Files.readAllBytes(run.resolve("tune.json")));
    }

    @ParameterizedTest
    @CsvSource({"seed: 2, seed", "batch_size: 8, batch_size", "clip: 1, clip"})
    void anotherRunIsRefused(String key, String named) throws IOException {
        Path run = folder.resolve("run");
        Path config = tuning.config("steps: 2");
        Tuning.finishes(config, run);
        String text = Files.readString(config).replace("batch_size: 4\n", "");
        boolean other = key.startsWith("batch_size");
        Files.writeString(config, text + (other ? "" : "batch_size: 4\n") + key + "\n");
        notComparable(config, run, named);
        Files.writeString(config, text + "batch_size: 4\n");
        Tuning.finishes(config, run, "--resume");
        notComparable(config, run, "seed", "--seed", 9);
    }

    @Test
    void otherDataAndAnotherModelAreRefused() throws IOException {
        Path run = folder.resolve("run");
        Path config =
                tuning.config(
                        "steps: 2",
                        "validation: {every: 2, sets: [{benchmark: easy-vqa, limit: 4}]}");
        Tuning.finishes(config, run);
        for (String split : List.of("train", "test")) {
            Path questions = tuning.data().resolve(split).resolve("questions.json");
            String text = Files.readString(questions);
            Files.writeString(questions, text.replaceFirst("\"red\"", "\"blue\""));
            assertFalse(text.equals(Files.readString(questions)));
            notComparable(config, run, "annotations");
            Files.writeString(questions, text);
        }
        String text = Files.readString(config);
        Files.writeString(config, text.replace("t5-tiny\n", "t5-tiny-bf16\n"));
        notComparable(config, run, "model");
        Files.writeString(config, text);
        Tuning.finishes(config, run, "--resume");
    }

    /** How often states are stored and where files lie decides nothing. */
    @Test
    void aRunCanBeMovedWithItsData() throws IOException {
        Path run = folder.resolve("run");
        Path image = tuning.drawn(1, 2 * Tuning.BATCH + 1);
        byte[] picture = Files.readAllBytes(image);
        Files.write(image, new byte[1]);
        Path config = tuning.config("steps: 4", "save_every: 1");
        assertEquals(3, Tuning.run(config, run).code());
        Files.write(image, picture);
        Path moved = Files.createDirectory(folder.resolve("moved"));
        Files.move(tuning.data(), moved.resolve("files"));
        Files.move(run, moved.resolve("run"));
        String text = Files.readString(config).replace("data_folder: data", "data_folder: files");
        Path there =
                Files.writeString(moved.resolve("t.yaml"), text.replace("every: 1", "every: 3"));
        Tuning.finishes(there, moved.resolve("run"), "--resume");
        String manifest = Files.readString(moved.resolve("run/tune.json"));
        assertFalse(manifest.contains("files"), manifest);
        assertFalse(manifest.contains(Cli.model("").toAbsolutePath().toString()), manifest);
        assertTrue(manifest.contains("\"model\":\"instructblip-t5-tiny\""), manifest);
    }

    @Test
    void theFolderOfAnotherRunStaysAsItIs() throws IOException {
        Path run = Files.createDirectory(folder.resolve("run"));
        Files.writeString(run.resolve("tune.json"), "{\"status\": \"finished\"}");
        notComparable(tuning.config("steps: 2", "draw: query_tokens"), run, "holds another run");
        assertEquals(List.of("tune.json"), Tuning.files(run));
        for (String broken : List.of("[]", "{\"status\":", "")) {
            Files.writeString(run.resolve("tune.json"), broken);
            Cli.Result result = Tuning.run(tuning.config("steps: 2"), run, "--resume");
            assertEquals(2, result.code(), result.err());
            assertTrue(result.err().contains("tune.json is no JSON"), result.err());
        }
    }

    private static void notComparable(Path config, Path run, String key, Object... more) {
        Object[] arguments = new Object[more.length + 1];
        System.arraycopy(more, 0, arguments, 1, more.length);
        arguments[0] = "--resume";
        Cli.Result result = Tuning.run(config, run, arguments);
        assertEquals(4, result.code(), result.err());
        assertTrue(result.err().contains(key), result.err());
    }

    /** As after a kill while the first stage's checkpoint is drawn. */
    @Test
    void aRunThatWasKilledBeforeItsManifestBeginsAnew() throws IOException {
        Path run = folder.resolve("run");
        Path config = tuning.config("steps: 2", "draw: query_tokens");
        Path begun = Files.createDirectories(run.resolve("begin/main"));
        Files.writeString(begun.resolve("config.json"), "{}");
        Files.createDirectories(run.resolve("begin/main.unfinished"));
        assertEquals(2, Tuning.run(config, run).code());
        Tuning.finishes(config, run, "--resume");
        Path whole = folder.resolve("whole");
        Tuning.finishes(config, whole);
        Tuning.sameCheckpoint(whole, run);
    }

    /** As after a kill between a stage's checkpoint and the manifest. */
    @Test
    void aStageWhoseCheckpointIsThereIsInTheManifest() throws IOException {
        Path run = folder.resolve("run");
        Path config = tuning.config(KEYS);
        Tuning.finishes(config, run);
        JsonNode stages = Tuning.manifest(run).get("stages");
        Path manifest = run.resolve("tune.json");
        String text = Files.readString(manifest);
        Files.writeString(
                manifest, text.replace("\"status\":\"finished\"", "\"status\":\"unfinished\""));
        Files.writeString(run.resolve("best-main-3.safetensors"), "left over");
        Tuning.finishes(config, run, "--resume");
        assertEquals(stages, Tuning.manifest(run).get("stages"));
        assertFalse(Files.exists(run.resolve("best-main-3.safetensors")));
    }
}
