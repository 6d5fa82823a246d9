package instructblip.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** BLIP-2 checkpoints go where InstructBLIP's go. */
class Blip2Test {

    private static final Path T5 = Cli.model("blip2-t5-tiny");
    private static final Path OPT = Cli.model("blip2-opt-tiny");

    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"blip2-t5-tiny", "blip2-opt-tiny"})
    void agreesWithTheRecording(String model) {
        Cli.Result result =
                Cli.run("verify", "--model", Cli.model(model), "--reference", Cli.recording(model));
        assertEquals(0, result.code(), result.out() + result.err());
        assertTrue(result.out().endsWith("equal\n"), result.out());
        assertTrue(result.out().contains("9 of 9"), result.out());
    }

    @Test
    void inspectShowsTheParts() {
        Cli.Result result = Cli.run("inspect", OPT);
        assertEquals(
                """
                blip-2 with opt in %s
                images 42 x 42, 8 visual tokens each; prompts of at most 1024 tokens, which the Q-Former does not read
                tokenizers: BPE in .

                part      tensors  parameters  stored  dtypes
                ────────  ───────  ──────────  ──────  ────────
                vision         42      85,776  0.2 MB  F16 × 42
                qformer        89      46,704  0.1 MB  F16 × 89
                language       52     130,800  0.3 MB  F16 × 52

                fits: run can load it
                """
                        .formatted(OPT),
                result.out());
        assertEquals(0, result.code());
    }

    @Test
    void doctorSaysWhetherItFits() throws IOException {
        JsonNode json = Jsonl.document(Cli.run("doctor", "--model", OPT, "--json").out());
        assertTrue(json.get("runs").asBoolean());
        assertEquals(
                4 * (85_776 + 46_704 + 130_800),
                json.at("/model/0/weight_bytes").asLong(),
                json.toString());
    }

    @ParameterizedTest
    @CsvSource({"blip2-t5-tiny, t5, 0, -1.0, 1.0", "blip2-opt-tiny, opt, 1, 0.0, 1.5"})
    void isAskedWithTheAuthorsSettings(
            String model, String family, int least, double length, double repetition)
            throws IOException {
        Path run = folder.resolve("run");
        Cli.Result result = run("vizwiz,msvd-qa", Cli.model(model), run);
        assertEquals(0, result.code(), result.err());
        JsonNode manifest = Jsonl.document(Files.readString(run.resolve("run.json")));
        assertEquals("blip-2", manifest.at("/model/type").asText());
        assertEquals(family, manifest.at("/model/family").asText());
        JsonNode answers = manifest.at("/benchmarks/vizwiz");
        assertEquals("Question: {question} Short answer:", answers.get("prompt").asText());
        JsonNode settings = answers.get("settings");
        assertEquals(5, settings.get("beams").asInt());
        assertEquals(10, settings.get("max_new_tokens").asInt());
        assertEquals(least, settings.get("min_new_tokens").asInt());
        assertEquals(length, settings.get("length_penalty").asDouble());
        assertEquals(repetition, settings.get("repetition_penalty").asDouble());
        assertEquals(
                "summed NLL %s end token".formatted(family.equals("t5") ? "with" : "without"),
                manifest.at("/benchmarks/msvd-qa/settings/ranking").asText());
    }

    @ParameterizedTest
    @ValueSource(strings = {"blip2-t5-tiny", "blip2-opt-tiny"})
    void answersDoNotDependOnTheBatchSize(String model) throws IOException {
        Path one = folder.resolve("1");
        Path all = folder.resolve("auto");
        assertEquals(0, run("vizwiz,msvd-qa", Cli.model(model), one, "--batch-size=1").code());
        assertEquals(0, run("vizwiz,msvd-qa", Cli.model(model), all, "--batch-size=auto").code());
        assertEquals(answers(one, "vizwiz"), answers(all, "vizwiz"));
        assertEquals(orders(one), orders(all));
    }

    private static List<String> answers(Path run, String benchmark) throws IOException {
        return Jsonl.lines(run.resolve(benchmark).resolve("predictions.jsonl")).stream()
                .map(line -> line.get("prediction").asText())
                .toList();
    }

    /** Candidates of each question on a clip by rising loss. */
    private static List<List<String>> orders(Path run) throws IOException {
        return Jsonl.lines(run.resolve("msvd-qa/predictions.jsonl")).stream()
                .map(Blip2Test::order)
                .toList();
    }

    private static List<String> order(JsonNode line) {
        JsonNode scores = line.get("scores");
        assertTrue(scores.size() > 2, line.toString());
        return Stream.of(scores)
                .flatMap(all -> all.properties().stream())
                .sorted(Comparator.comparingDouble(e -> e.getValue().asDouble()))
                .map(Map.Entry::getKey)
                .toList();
    }

    @Test
    void morePositionsThanThereAreFailTheSample() throws IOException {
        Path run = folder.resolve("run");
        Cli.Result result = run("vizwiz", OPT, run, "--max-new-tokens=1010");
        assertEquals(3, result.code());
        JsonNode first = Jsonl.lines(run.resolve("vizwiz/predictions.jsonl")).get(0);
        assertEquals("failed", first.get("status").asText());
        assertTrue(first.get("error").asText().contains("the language model has 1024"));
        assertFalse(first.has("prediction"));
    }

    private static Cli.Result run(String benchmarks, Path model, Path run, Object... more) {
        Object[] usual = {
            "run",
            "--benchmark",
            benchmarks,
            "--model",
            model,
            "--data",
            Cli.fixture("."),
            "--output",
            run,
            "--quiet"
        };
        return Cli.run(Stream.concat(Stream.of(usual), Stream.of(more)).toArray());
    }

    /** As {@code generate()} of the authors' BLIP-2 does. */
    @Test
    void asksByBlip2sOwnSettings() {
        Path image = Cli.recording("blip2-t5-tiny").resolve("images/c05_easyvqa.png");
        Cli.Result usual = Cli.run("ask", "--model", T5, image, "what is it?");
        Cli.Result named =
                Cli.run(
                        "ask",
                        "--model",
                        T5,
                        "--beams=5",
                        "--max-new-tokens=30",
                        "--min-new-tokens=0",
                        "--length-penalty=1",
                        "--repetition-penalty=1",
                        image,
                        "what is it?");
        assertEquals(0, usual.code(), usual.err());
        assertEquals(named.out(), usual.out());
    }

    @Test
    void modelsThatDoNotWriteAreRefused() throws IOException {
        try (Stream<Path> files = Files.list(OPT)) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
        Path config = folder.resolve("config.json");
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode json = (ObjectNode) mapper.readTree(config.toFile());
        json.putArray("architectures").add("Blip2ForImageTextRetrieval");
        mapper.writeValue(config.toFile(), json);
        String expected =
                "config.json: architectures is [\"Blip2ForImageTextRetrieval\"];"
                        + " expected Blip2ForConditionalGeneration, which writes text.";

        Cli.Result inspect = Cli.run("inspect", folder);
        assertEquals(2, inspect.code());
        assertTrue(inspect.out().contains(expected), inspect.out());
        Cli.Result run = Cli.run("run", "--model", folder, "--output", folder.resolve("run"));
        assertEquals(2, run.code());
        assertTrue(run.err().contains(expected), run.err());
        assertEquals(1, run.err().lines().count(), run.err());
    }
}
