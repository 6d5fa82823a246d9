package instructblip.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code inspect}, {@code doctor} and {@code list}. */
class AuditCommandsTest {

    @TempDir private Path folder;

    @Test
    void inspectShowsTheParts() {
        Cli.Result result = Cli.run("inspect", "demo");
        assertEquals(0, result.code());
        assertTrue(
                result.out()
                        .endsWith(
                                """
                                images 64 x 64, 8 visual tokens each; prompts of at most 2048 tokens, of which the Q-Former reads the last 128
                                tokenizers: Unigram in ., WordPiece in qformer_tokenizer

                                part      tensors  parameters  stored  dtypes
                                ────────  ───────  ──────────  ──────  ─────────
                                vision         42     360,576  0.7 MB  F16 × 42
                                qformer       115     728,208  1.5 MB  F16 × 115
                                language       52     725,568  1.5 MB  F16 × 52

                                fits: run can load it
                                """),
                result.out());
    }

    @Test
    void inspectReadsTheWeightsWhereAsked() throws IOException {
        JsonNode json = Jsonl.document(Cli.run("inspect", "demo", "--deep", "--json").out());
        assertTrue(json.get("fits").asBoolean());
        assertEquals(0, json.get("not_finite").size());
        assertEquals(64, json.at("/sha256/qformer").asText().length());
        assertEquals("instructblip", json.get("model_type").asText());
        assertEquals(360576, json.at("/parts/0/parameters").asInt());
    }

    @Test
    void inspectListsEveryFault() throws IOException {
        copyModel();
        Path file = folder.resolve("config.json");
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode config = (ObjectNode) mapper.readTree(file.toFile());
        ((ObjectNode) config.get("qformer_config")).put("intermediate_size", 12);
        mapper.writeValue(file.toFile(), config);
        Files.delete(folder.resolve("qformer_tokenizer/tokenizer.json"));

        Cli.Result result = Cli.run("inspect", folder);
        assertEquals(2, result.code());
        long misShaped = result.out().lines().filter(l -> l.startsWith("mis-shaped: ")).count();
        assertTrue(misShaped > 12, result.out());
        assertTrue(result.out().contains("qformer_tokenizer"), result.out());
        assertTrue(result.out().endsWith("DOES NOT FIT\n"), result.out());

        Cli.Result run = Cli.run("run", "--model", folder, "--output", folder.resolve("run"));
        assertEquals(2, run.code());
        assertTrue(run.err().lines().count() <= 3, run.err());
        assertTrue(run.err().contains(misShaped + " faults"), run.err());
    }

    private void copyModel() throws IOException {
        Path model = Path.of("src/main/bundle/instructblip-easyvqa-t5");
        try (Stream<Path> files = Files.walk(model)) {
            for (Path file : files.toList()) {
                Path target = folder.resolve(model.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }

    @Test
    void doctorSaysWhatRuns() throws IOException {
        Cli.Result text = Cli.run("doctor", "--model", "demo");
        assertEquals(0, text.code(), text.out());
        assertTrue(text.out().endsWith("ready\n"), text.out());
        assertTrue(text.out().contains("libtorch 2.7.1"), text.out());
        JsonNode json = Jsonl.document(Cli.run("doctor", "--json").out());
        assertTrue(json.get("runs").asBoolean());
        assertEquals("cpu", json.at("/engine/running/devices/0").asText());
    }

    @Test
    void listNamesWhatIsThere() throws IOException {
        JsonNode benchmarks = Jsonl.document(Cli.run("list", "--json").out());
        assertTrue(benchmarks.findValuesAsText("name").contains("vizwiz"));
        assertTrue(benchmarks.findValuesAsText("name").contains("demo"));
        JsonNode prompts = Jsonl.document(Cli.run("list", "prompts", "--json").out());
        assertTrue(
                prompts.findValuesAsText("template")
                        .contains("Question: {question} Short answer:"));
        for (String source : prompts.findValuesAsText("source")) {
            assertTrue(!source.isBlank());
        }
        assertTrue(Cli.run("list", "models").out().contains("Vicuna-7B"));
        assertTrue(Cli.run("list", "metrics").out().contains("vizwiz"));
        assertEquals(2, Cli.run("list", "everything").code());
    }

    @Test
    void helpAndVersionAreResults() {
        Cli.Result version = Cli.run("--version");
        assertEquals(0, version.code());
        assertTrue(version.out().matches("instructblip-eval \\d+\\.\\d+\\.\\d+\n"), version.out());
        Cli.Result help = Cli.run("--help");
        assertEquals(0, help.code());
        assertTrue(help.out().contains("verify"), help.out());
        assertTrue(Cli.run("run", "--help").out().contains("--benchmark"));
    }
}
