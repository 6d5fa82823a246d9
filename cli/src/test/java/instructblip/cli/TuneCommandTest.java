package instructblip.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

class TuneCommandTest {

    private static final String VALIDATION =
            """
            validation:
              every: 2
              keep: %s
              sets:
                - {benchmark: easy-vqa, limit: 6}
                - {benchmark: easy-vqa, split: train, limit: 4, prompt: "{question}"}
            """;

    @TempDir private Path folder;
    private Tuning tuning;

    @BeforeEach
    void write() throws IOException {
        tuning = new Tuning(folder);
    }

    private static List<String> with(List<String> names, String... more) {
        return Stream.concat(names.stream(), Arrays.stream(more)).sorted().toList();
    }

    @Test
    void aRunLeavesCheckpointLogDrawingAndManifest() throws Exception {
        Path run = folder.resolve("run");
        Path config = tuning.config("steps: 6", "warmup_steps: 2", VALIDATION.formatted("best"));
        Cli.Result result = Tuning.run(config, run);
        assertEquals(0, result.code(), result.err());

        Path model = Cli.model("instructblip-t5-tiny");
        List<String> checkpoint =
                Tuning.files(model).stream().map(name -> "checkpoint/" + name).toList();
        assertEquals(with(checkpoint, "loss.svg", "train.jsonl", "tune.json"), Tuning.files(run));

        List<JsonNode> lines = Jsonl.lines(run.resolve("train.jsonl"));
        assertEquals(6 + 3, lines.size());
        int step = 0;
        for (JsonNode line : lines) {
            assertEquals("main", line.get("stage").asText());
            if (line.has("validation")) {
                assertEquals(step, line.get("step").asInt());
                JsonNode values = line.get("validation");
                assertEquals(2, values.size());
                double mean =
                        (values.get("easy-vqa").asDouble() + values.get("easy-vqa-2").asDouble())
                                / 2;
                assertEquals(mean, line.get("mean").asDouble(), 1e-12);
            } else {
                assertEquals(++step, line.get("step").asInt());
                double rate =
                        step <= 2
                                ? 1e-8 + (1e-3 - 1e-8) * (step - 1) / 2
                                : 1e-3 * 0.5 * (1 + Math.cos(Math.PI * (step - 3) / 4.0));
                assertEquals(rate, line.get("learning_rate").asDouble(), 1e-12);
                assertTrue(line.get("loss").asDouble() > 1, line.toString());
                assertTrue(line.get("gradient_norm").asDouble() > 0, line.toString());
                assertTrue(line.get("samples_per_s").asDouble() > 0, line.toString());
            }
        }

        JsonNode manifest = Tuning.manifest(run);
        assertEquals("finished", manifest.get("status").asText());
        assertEquals("instructblip-t5-tiny", manifest.get("model").asText());
        JsonNode stage = manifest.at("/stages/0");
        assertEquals(6, stage.get("steps").asInt());
        assertEquals(1.0, stage.at("/shares/1 easy-vqa").asDouble());
        assertEquals("1", manifest.at("/identity/seed").asText());
        assertEquals("6", manifest.at("/identity/steps").asText());
        assertTrue(
                manifest.at("/identity/main.1 easy-vqa.annotations")
                        .asText()
                        .matches("[0-9a-f]{64}"));
        assertFalse(manifest.toString().contains(folder.toString()), "no path of this machine");

        Document svg =
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(run.resolve("loss.svg").toFile());
        assertEquals("svg", svg.getDocumentElement().getTagName());
        assertEquals(2, svg.getElementsByTagName("polyline").getLength());

        // The vision encoder and the language model are as they were.
        Map<String, float[]> before = Tuning.tensors(model);
        Map<String, float[]> after = Tuning.tensors(run.resolve("checkpoint"));
        long changed = 0;
        for (String name : before.keySet()) {
            boolean same = Arrays.equals(before.get(name), after.get(name));
            boolean frozen =
                    name.startsWith("language_model")
                            || name.startsWith("vision_model.encoder")
                            || name.startsWith("vision_model.embeddings");
            assertTrue(same || !frozen, name);
            changed += same ? 0 : 1;
        }
        assertTrue(changed > 50, changed + " tensors learned");
    }

    /** The weights are those of the step that was best, as a run that ends there has them. */
    @Test
    void theBestByTheMeanOfAllSetsIsKept() throws IOException {
        Path run = folder.resolve("run");
        Tuning.finishes(tuning.config("steps: 6", VALIDATION.formatted("best")), run);
        JsonNode stage = Tuning.manifest(run).at("/stages/0");
        int best = stage.get("best_step").asInt();
        double most = Double.NEGATIVE_INFINITY;
        int expected = 0;
        JsonNode values = null;
        for (JsonNode line : Jsonl.lines(run.resolve("train.jsonl"))) {
            if (line.has("mean") && line.get("mean").asDouble() > most) {
                most = line.get("mean").asDouble();
                expected = line.get("step").asInt();
                values = line.get("validation");
            }
        }
        assertEquals(expected, best);
        assertEquals(values, stage.get("validation"));

        // The same draws and rates up to there: cut by a picture that cannot be read.
        Path last = folder.resolve("last");
        Tuning.finishes(tuning.config("steps: 6", VALIDATION.formatted("last")), last);
        JsonNode kept = Tuning.manifest(last).at("/stages/0");
        assertEquals(0, kept.get("best_step").asInt());
        List<JsonNode> lines = Jsonl.lines(last.resolve("train.jsonl"));
        assertEquals(lines.get(lines.size() - 1).get("validation"), kept.get("validation"));
        boolean same =
                Arrays.equals(
                        Tuning.tensors(run.resolve("checkpoint")).get("query_tokens"),
                        Tuning.tensors(last.resolve("checkpoint")).get("query_tokens"));
        assertEquals(best == 6, same);
    }

    @Test
    void accumulatedPassesAreOneStep() throws IOException {
        String[] keys = {"steps: 3", "dropout: false", "epsilon: 1.0e-3"};
        Tuning.finishes(tuning.config(keys), folder.resolve("one"));
        for (int passes : new int[] {2, 3}) {
            Path run = folder.resolve("passes" + passes);
            Tuning.finishes(tuning.config(keys[0], keys[1], keys[2], "accumulate: " + passes), run);
            Map<String, float[]> one = Tuning.tensors(folder.resolve("one/checkpoint"));
            Tuning.tensors(run.resolve("checkpoint"))
                    .forEach((name, values) -> assertArrayEquals(one.get(name), values, 1e-5f));
        }
    }

    @Test
    void stagesGoOnWithWhatTheOneBeforeHasLearned() throws IOException {
        Path run = folder.resolve("run");
        Path config =
                tuning.config(
                        "save: stored",
                        "stages:",
                        "  - {name: words, draw: query_tokens, trainable: query_tokens, steps: 2}",
                        "  - {trainable: language_projection, steps: 3, learning_rate: 1.0e-2}");
        Cli.Result result = Tuning.run(config, run);
        assertEquals(0, result.code(), result.err());
        assertEquals(
                List.of("words: 2 steps, 256 numbers learned", "2: 3 steps, 1,320 numbers learned"),
                result.lines());

        Map<String, float[]> start = Tuning.tensors(Cli.model("instructblip-t5-tiny"));
        Map<String, float[]> begin = Tuning.tensors(run.resolve("begin/words"));
        Map<String, float[]> first = Tuning.tensors(run.resolve("stages/words"));
        Map<String, float[]> second = Tuning.tensors(run.resolve("checkpoint"));
        for (String name : start.keySet()) {
            boolean queries = name.equals("query_tokens");
            boolean projection = name.startsWith("language_projection.");
            assertEquals(!queries, Arrays.equals(start.get(name), begin.get(name)), name);
            assertEquals(!queries, Arrays.equals(begin.get(name), first.get(name)), name);
            assertEquals(!projection, Arrays.equals(first.get(name), second.get(name)), name);
        }
        assertEquals(2, Tuning.manifest(run).get("stages").size());
    }

    @Test
    void labelsAreLearnedByTheVisionEncoderAlone() throws IOException {
        Path run = folder.resolve("run");
        Path config =
                tuning.file(
                        "labels.yaml",
                        """
                        model: %s
                        trainable: vision
                        data:
                          - benchmark: easy-vqa
                            folder: data
                            split: train
                            where: {answer_type: [shape, color]}
                            label: "{answer_type}"
                        move: 2
                        mirror: true
                        steps: 12
                        batch_size: 8
                        learning_rate: 3.0e-3
                        log_every: 4
                        """
                                .formatted(Cli.model("instructblip-t5-tiny").toAbsolutePath()));
        Tuning.finishes(config, run);
        List<JsonNode> lines = Jsonl.lines(run.resolve("train.jsonl"));
        assertEquals(3, lines.size());
        assertTrue(
                lines.get(2).get("loss").asDouble() < lines.get(0).get("loss").asDouble(),
                lines.toString());
        Map<String, float[]> before = Tuning.tensors(Cli.model("instructblip-t5-tiny"));
        Map<String, float[]> after = Tuning.tensors(run.resolve("checkpoint"));
        assertEquals(before.keySet(), after.keySet());
        for (String name : before.keySet()) {
            if (!name.startsWith("vision_model.")) {
                assertArrayEquals(before.get(name), after.get(name), name);
            }
        }
        assertFalse(
                Arrays.equals(
                        before.get("vision_model.embeddings.patch_embedding.weight"),
                        after.get("vision_model.embeddings.patch_embedding.weight")));
    }

    @Test
    void textOfAQformerIsGivenToBlip2() throws IOException {
        Path run = folder.resolve("run");
        Path config =
                tuning.file(
                        "blip2.yaml",
                        """
                        model: %s
                        qformer_text: %s
                        data: [{benchmark: easy-vqa, folder: data, templates: vqa}]
                        steps: 2
                        batch_size: 2
                        """
                                .formatted(
                                        Cli.model("blip2-t5-tiny").toAbsolutePath(),
                                        Cli.model("instructblip-t5-tiny")
                                                .toAbsolutePath()
                                                .resolve("qformer_tokenizer")));
        Tuning.finishes(config, run);
        assertEquals(0, Cli.run("inspect", run.resolve("checkpoint")).code());
        assertEquals("instructblip", Tuning.manifest(run).get("type").asText());
        Tuning.finishes(config, run, "--resume");
    }

    @Test
    void quietAndJson() throws IOException {
        Path config = tuning.config("steps: 1");
        Cli.Result quiet = Tuning.run(config, folder.resolve("quiet"), "--quiet");
        assertEquals("", quiet.err());
        assertTrue(quiet.out().matches("main: 1 steps, [0-9,]+ numbers learned\n"), quiet.out());
        Cli.Result json = Tuning.run(config, folder.resolve("json"), "--json", "--seed", 7);
        assertEquals(1, json.lines().size());
        JsonNode document = Jsonl.document(json.out());
        assertEquals(Tuning.manifest(folder.resolve("json")), document);
        assertEquals("7", document.at("/identity/seed").asText());
        assertFalse(
                Arrays.equals(
                        Tuning.tensors(folder.resolve("quiet/checkpoint")).get("query_tokens"),
                        Tuning.tensors(folder.resolve("json/checkpoint")).get("query_tokens")));
    }

    @Test
    void badInputIsAFewLinesAndTwo() throws IOException {
        Path run = folder.resolve("run");
        refused(tuning.config("step: 6"), run, "tune.yaml, line 8: unknown key step; did you mean");
        refused(tuning.config("trainable: qfromer"), run, "No tensor of the model is called");
        refused(folder.resolve("none.yaml"), run, "none.yaml");
        Path taken = Files.createDirectories(folder.resolve("taken"));
        Files.writeString(taken.resolve("notes.txt"), "mine");
        Path config = tuning.config("steps: 1");
        refused(config, taken, "taken is not empty; expected another --output, or --resume");
        refused(
                config,
                taken,
                "taken holds no tune.json; expected the folder of a run",
                "--resume");
        assertEquals("mine", Files.readString(taken.resolve("notes.txt")));
        Cli.Result threads = Cli.run("tune", "--config", config, "--output", run, "--threads", -1);
        assertEquals(2, threads.code());
        assertEquals(2, Cli.run("tune", "--config", config).code());
    }

    private static void refused(Path config, Path run, String part, Object... more) {
        Cli.Result result = Tuning.run(config, run, more);
        assertEquals(2, result.code(), result.err());
        assertTrue(result.err().contains(part), result.err());
        assertTrue(result.err().lines().count() <= 3, result.err());
        assertEquals("", result.out());
    }
}
