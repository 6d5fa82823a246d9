package instructblip.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyCommandTest {

    private static final String MODEL = "instructblip-vicuna-tiny";

    @TempDir private Path folder;

    @Test
    void agreesWithTheRecording() throws IOException {
        Path dump = folder.resolve("dump.safetensors");
        Cli.Result result =
                Cli.run(
                        "verify",
                        "--model",
                        Cli.model(MODEL),
                        "--reference",
                        Cli.recording(MODEL),
                        "--dump",
                        dump);
        assertEquals(0, result.code(), result.out() + result.err());
        assertTrue(result.out().endsWith("equal\n"), result.out());
        assertTrue(result.out().contains("prefill_logits"), result.out());
        assertTrue(Files.size(dump) > 100_000);
    }

    @Test
    void oneOtherTextIsADifference() throws IOException {
        copy(Cli.recording(MODEL));
        Path file = folder.resolve("recording.json");
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode recording = (ObjectNode) mapper.readTree(file.toFile());
        ArrayNode cases = (ArrayNode) recording.get("cases");
        JsonNode first = cases.get(0);
        while (cases.size() > 1) {
            cases.remove(1);
        }
        ((ObjectNode) first.get("generate").get(0)).put("text", "something else");
        mapper.writeValue(file.toFile(), recording);

        Cli.Result result =
                Cli.run("verify", "--model", Cli.model(MODEL), "--reference", folder, "--json");

        assertEquals(1, result.code());
        JsonNode report = Jsonl.document(result.out());
        assertEquals(MODEL, report.get("model").asText());
        assertTrue(!report.get("equal").asBoolean());
        assertTrue(!report.at("/cases/0/generate/0/equal").asBoolean());
        assertTrue(report.at("/cases/0/stages/vision/max_abs_diff").asDouble() < 1e-4);
        assertTrue(report.at("/cases/0/generate/0/ids").size() > 0);
    }

    private void copy(Path recording) throws IOException {
        try (Stream<Path> files = Files.walk(recording)) {
            for (Path file : files.toList()) {
                Path target = folder.resolve(recording.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }

    @Test
    void takesRecordedAnswersOfTheBundledModel() {
        Cli.Result result =
                Cli.run(
                        "verify",
                        "--model",
                        "demo",
                        "--reference",
                        Cli.fixture("easyvqa-recording"));
        assertEquals(0, result.code(), result.out() + result.err());
        assertTrue(
                result.out().contains("texts equal: 4400 of 4400; rankings equal: 200 of 200"),
                result.out());
    }

    @Test
    void trainingAgreesWithItsRecording() {
        Cli.Result result = verifyTraining(Cli.recording("t5-silu-tied-training"));
        assertEquals(0, result.code(), result.out() + result.err());
        assertTrue(result.out().contains("171 of 171"), result.out());
        assertTrue(result.out().endsWith("equal\n"), result.out());
    }

    @Test
    void anotherLossInTrainingIsADifference() throws IOException {
        copy(Cli.recording("t5-silu-tied-training"));
        change(recording -> ((ArrayNode) recording.get("losses")).set(3, 7.5));

        Cli.Result result = verifyTraining(folder, "--json");

        assertEquals(1, result.code());
        JsonNode report = Jsonl.document(result.out());
        assertEquals("t5-silu-tied", report.get("model").asText());
        assertEquals(11, report.get("losses").size());
        assertEquals(171, report.get("gradients").size());
        String projection = "/gradients/language_projection.weight";
        assertTrue(report.at(projection).asDouble(1) < 5e-4);
        assertTrue(report.at("/after10/query_tokens").asDouble(1) < 1e-4);
        assertTrue(!report.get("equal").asBoolean());
        assertTrue(report.at("/faults/0").asText().startsWith("losses/3 differs by 0.78"));
    }

    @Test
    void aBrokenRecordingOfTrainingIsOneLine() throws IOException {
        copy(Cli.recording("t5-silu-tied-training"));
        change(recording -> recording.remove("optimizer"));

        Cli.Result result = verifyTraining(folder);

        assertEquals(2, result.code());
        assertEquals("", result.out());
        assertTrue(
                result.err().endsWith("training.json: optimizer is missing; expected a value.\n"),
                result.err());
        assertEquals(2, verifyTraining(folder, "--dtype", "bfloat16").code());
    }

    private static Cli.Result verifyTraining(Path reference, String... more) {
        List<Object> arguments = new ArrayList<>(List.of("verify"));
        arguments.addAll(List.of("--model", Cli.model("t5-silu-tied")));
        arguments.addAll(List.of("--reference", reference));
        arguments.addAll(List.of(more));
        return Cli.run(arguments.toArray());
    }

    private void change(Consumer<ObjectNode> change) throws IOException {
        Path file = folder.resolve("training.json");
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode recording = (ObjectNode) mapper.readTree(file.toFile());
        change.accept(recording);
        mapper.writeValue(file.toFile(), recording);
    }

    @Test
    void saysWhatIsWrong() {
        Cli.Result none = Cli.run("verify", "--model", "demo", "--reference", folder);
        assertEquals(2, none.code());
        assertTrue(none.err().contains("holds no recording"), none.err());
        assertEquals(2, Cli.run("verify", "--model", "demo").code());
        assertEquals(2, Cli.run("verify", "--reference", Cli.recording(MODEL)).code());
    }
}
