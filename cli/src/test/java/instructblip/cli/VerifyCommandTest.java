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
        copyRecording();
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

    private void copyRecording() throws IOException {
        try (Stream<Path> files = Files.walk(Cli.recording(MODEL))) {
            for (Path file : files.toList()) {
                Path target = folder.resolve(Cli.recording(MODEL).relativize(file).toString());
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
    void saysWhatIsWrong() {
        Cli.Result none = Cli.run("verify", "--model", "demo", "--reference", folder);
        assertEquals(2, none.code());
        assertTrue(none.err().contains("holds no recording"), none.err());
        assertEquals(2, Cli.run("verify", "--model", "demo").code());
        assertEquals(2, Cli.run("verify", "--reference", Cli.recording(MODEL)).code());
    }
}
