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

/** {@code run} with more than one {@code --model}. */
class SeveralModelsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir private Path folder;

    private Cli.Result run(Path output, Object... more) {
        Object[] arguments = new Object[11 + more.length];
        Object[] fixed = {
            "run",
            "--model",
            Cli.model("instructblip-t5-tiny"),
            "--model",
            Cli.model("instructblip-vicuna-tiny"),
            "--benchmark",
            "easy-vqa",
            "--limit",
            12,
            "--output",
            output
        };
        System.arraycopy(fixed, 0, arguments, 0, fixed.length);
        System.arraycopy(more, 0, arguments, fixed.length, more.length);
        return Cli.run(arguments);
    }

    @Test
    void eachModelGetsAWholeRunAndTheFirstIsTheBaseline() throws IOException {
        Path output = folder.resolve("both");
        Cli.Result result = run(output);
        assertEquals(0, result.code(), result.err());
        assertTrue(result.out().contains("baseline"), result.out());

        JsonNode comparison = JSON.readTree(output.resolve("comparison.json").toFile());
        assertEquals("instructblip-t5-tiny", comparison.at("/runs/0/label").asText());
        assertEquals("instructblip-vicuna-tiny", comparison.at("/runs/1/label").asText());
        for (int i = 0; i < 2; i++) {
            String name = comparison.at("/runs/" + i + "/label").asText();
            JsonNode summary = JSON.readTree(output.resolve(name).resolve("summary.json").toFile());
            assertEquals(
                    summary.at("/benchmarks/0/value").asDouble(),
                    comparison.at("/benchmarks/0/results/" + i + "/value").asDouble());
        }
        double difference = comparison.at("/benchmarks/0/results/1/paired/difference").asDouble();
        assertEquals(
                comparison.at("/benchmarks/0/results/1/value").asDouble()
                        - comparison.at("/benchmarks/0/results/0/value").asDouble(),
                difference,
                1e-9);
        assertTrue(comparison.at("/benchmarks/0/results/1/paired/p").isNumber());

        byte[] before = Files.readAllBytes(output.resolve("comparison.json"));
        assertEquals(2, run(output).code());
        Cli.Result resumed = run(output, "--resume", "--json");
        assertEquals(0, resumed.code(), resumed.err());
        assertEquals(
                "["
                        + quoted(output, "instructblip-t5-tiny")
                        + ","
                        + quoted(output, "instructblip-vicuna-tiny")
                        + "]",
                JSON.readTree(resumed.out()).at("/runs").toString());
        assertEquals(new String(before), Files.readString(output.resolve("comparison.json")));
    }

    private static String quoted(Path output, String name) throws IOException {
        return JSON.writeValueAsString(output.resolve(name).toString());
    }

    @Test
    void modelsOfTheSameNameAreCountedAndShareWhatTheEncoderSees() throws IOException {
        Path output = folder.resolve("same");
        Cli.Result result =
                Cli.run(
                        "run",
                        "--model",
                        Cli.model("instructblip-t5-tiny"),
                        "--model",
                        Cli.model("instructblip-t5-tiny"),
                        "--benchmark",
                        "easy-vqa",
                        "--limit",
                        12,
                        "--output",
                        output);
        assertEquals(0, result.code(), result.err());
        Path second = output.resolve("instructblip-t5-tiny-2");
        JsonNode first = JSON.readTree(output.resolve("instructblip-t5-tiny/run.json").toFile());
        assertTrue(first.get("vit_images").asInt() > 0);
        // The encoder is the same: its output is taken from the first model's run.
        assertEquals(
                0, JSON.readTree(second.resolve("run.json").toFile()).get("vit_images").asInt());
        assertFalse(Files.exists(output.resolve(".features")));
    }

    @Test
    void aModelThatCannotBeLoadedStopsAllOfThemBeforeAnythingIsWritten() {
        Path output = folder.resolve("none");
        Cli.Result result = run(output, "--model", folder);
        assertEquals(2, result.code());
        assertTrue(result.err().contains("config.json"), result.err());
        assertFalse(Files.exists(output));
    }

    @Test
    void aFolderWithSomethingElseIsNotTouched() throws IOException {
        Path output = Files.createDirectory(folder.resolve("mine"));
        Files.writeString(output.resolve("thesis.txt"), "chapter 1");
        Cli.Result result = run(output, "--resume");
        assertEquals(2, result.code());
        assertTrue(result.err().contains("holds something else"), result.err());
    }
}
