package instructblip.core.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import instructblip.core.Oracle;
import instructblip.core.checkpoint.Checkpoint;
import instructblip.core.checkpoint.CheckpointException;
import instructblip.core.checkpoint.SafetensorsWriter;
import instructblip.core.checkpoint.TensorEntry;
import instructblip.core.checkpoint.TensorValues;
import instructblip.core.checkpoint.WeightSpec;
import instructblip.core.request.Generate;
import instructblip.core.request.Generated;
import instructblip.core.request.Request;
import instructblip.core.text.TextTokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** BERT is the Q-Former tokenizer of a small InstructBLIP, with weights of noise. */
class InstructBlipOfBlip2Test {

    private static final int WORDS = 450;
    private static final int WIDTH = 32;
    private static final long SEED = 4;
    private static final String WORD_TABLE = "embeddings.word_embeddings.weight";
    private static final String DOWN_NORM = "encoder.layer.1.output.LayerNorm.";

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir Path folder;

    private Path bert;
    private Path target;

    @BeforeEach
    void bertWithoutWeights() throws IOException {
        bert = folder.resolve("bert");
        target = folder.resolve("target");
        Oracle.copy(Oracle.model("instructblip-t5-tiny").resolve("qformer_tokenizer"), bert);
        tokenizer(
                tokenizer -> {
                    ArrayNode added = (ArrayNode) tokenizer.get("added_tokens");
                    added.remove(added.size() - 1);
                    assertFalse(added.toString().contains("[DEC]"));
                });
    }

    @ParameterizedTest
    @CsvSource({
        "blip2-t5-tiny, bert., weight, bias",
        "blip2-opt-tiny, '', gamma, beta",
        "blip2-t5-plain, bert., gamma, beta"
    })
    void textComesFromBertAndAllElseFromBlip2(
            String name, String prefix, String scale, String shift) throws IOException {
        JsonNode sizes = sizes(name);
        int width = sizes.get("hidden_size").asInt();
        Map<String, TensorValues> learned = bert(name);
        store(learned, prefix, scale, shift);
        Path blip2 = Oracle.model(name);
        InstructBlipOfBlip2.write(blip2, bert, target, SEED);

        assertEquals(List.of(), ModelAudit.of(target).faults());
        StoredTensors old = new StoredTensors(blip2);
        StoredTensors found = new StoredTensors(target);
        int fromBlip2 = 0;
        for (TensorEntry entry : old.entries()) {
            String here = entry.name().replace("qformer.layernorm", "qformer.embeddings.layernorm");
            String part = here.replaceFirst("^qformer\\.", "");
            if (!learned.containsKey(part) || !isOfText(part)) {
                assertArrayEquals(old.bytes(entry.name()), found.bytes(here), here);
                fromBlip2++;
            }
        }
        assertEquals(
                Checkpoint.open(target).entries().size(),
                fromBlip2 + 2 + 6 * sizes.get("num_hidden_layers").asInt());
        for (String part : learned.keySet()) {
            if (isOfText(part) && !part.equals(WORD_TABLE)) {
                assertArrayEquals(
                        learned.get(part).values(), found.values("qformer." + part), part);
            }
        }
        float[] table = found.values("qformer." + WORD_TABLE);
        assertEquals((WORDS + 1) * width, table.length);
        assertArrayEquals(learned.get(WORD_TABLE).values(), Arrays.copyOf(table, WORDS * width));
        double square = 0;
        for (int i = WORDS * width; i < table.length; i++) {
            square += table[i] * table[i] / width;
        }
        assertEquals(0.02, Math.sqrt(square), 0.01);
    }

    @ParameterizedTest
    @ValueSource(strings = {"blip2-t5-tiny", "blip2-opt-tiny"})
    void theResultOpensAndAnswers(String name) throws Exception {
        store(bert(name), "bert.", "weight", "bias");
        InstructBlipOfBlip2.write(Oracle.model(name), bert, target, SEED);
        try (TextTokenizer tokenizer = TextTokenizer.open(target.resolve("qformer_tokenizer"))) {
            int[] ids = tokenizer.encode("[DEC] a circle");
            assertEquals(WORDS, ids[1], "the token behind all others");
        }
        JsonNode config = JSON.readTree(target.resolve("config.json").toFile());
        assertEquals("instructblip", config.get("model_type").asText());
        assertEquals(
                "[\"InstructBlipForConditionalGeneration\"]",
                config.get("architectures").toString());
        assertEquals(WORDS + 1, config.at("/qformer_config/vocab_size").asInt());
        assertEquals(
                "InstructBlipProcessor",
                JSON.readTree(target.resolve("processor_config.json").toFile())
                        .get("processor_class")
                        .asText());
        try (OpenModel model = Oracle.open(target, Precision.FLOAT32);
                var images = Files.newDirectoryStream(Oracle.recording(name).resolve("images"))) {
            Path image = images.iterator().next();
            Generate greedy = new Generate(1, 5, 5, 1, 1, false);
            Request request = new Request(List.of(image), "what is it?", greedy);
            Generated answer =
                    assertInstanceOf(
                            Generated.class, model.answer(List.of(model.prepare(request))).get(0));
            assertEquals(5, answer.ids().size());
        }
    }

    @Test
    void withoutBertsWeightsTextIsDrawn() throws IOException {
        Path blip2 = Oracle.model("blip2-t5-tiny");
        InstructBlipOfBlip2.write(blip2, bert, target, SEED);
        assertEquals(List.of(), ModelAudit.of(target).faults());
        StoredTensors found = new StoredTensors(target);
        TensorEntry table = found.entry("qformer." + WORD_TABLE);
        InitialWeights weights = new InitialWeights(target, SEED);
        assertArrayEquals(
                weights.of(WeightSpec.table(table.name(), WORDS + 1, WIDTH)),
                found.values(table.name()));
        float[] ones = new float[WIDTH];
        Arrays.fill(ones, 1);
        assertArrayEquals(ones, found.values("qformer." + DOWN_NORM + "weight"));
        assertArrayEquals(new float[WIDTH], found.values("qformer." + DOWN_NORM + "bias"));

        Path other = folder.resolve("other");
        InstructBlipOfBlip2.write(blip2, bert, other, SEED + 1);
        assertFalse(
                Arrays.equals(
                        found.bytes(table.name()), new StoredTensors(other).bytes(table.name())));
    }

    @Test
    void aTokenizerThatHasTheTokenKeepsItsSize() throws IOException {
        Path with = Oracle.model("instructblip-t5-tiny").resolve("qformer_tokenizer");
        InstructBlipOfBlip2.write(Oracle.model("blip2-t5-tiny"), with, target, SEED);
        assertEquals(
                JSON.readTree(with.resolve("tokenizer.json").toFile()),
                JSON.readTree(target.resolve("qformer_tokenizer/tokenizer.json").toFile()));
        assertEquals(
                List.of(WORDS + 1L, (long) WIDTH),
                new StoredTensors(target).entry("qformer." + WORD_TABLE).shape());
    }

    @Test
    void anotherModelIsRefused() {
        for (String name : List.of("instructblip-t5-tiny", "instructblip-vicuna-tiny")) {
            Path model = Oracle.model(name);
            refused(model, model + " is no BLIP-2 checkpoint; expected one");
        }
        refused(folder.resolve("none"), "is no folder");
    }

    @Test
    void weightsThatDoNotFitAreNamed() throws IOException {
        Path blip2 = Oracle.model("blip2-t5-tiny");
        Map<String, TensorValues> learned = bert("blip2-t5-tiny");
        TensorValues table = learned.get(WORD_TABLE);
        learned.put(WORD_TABLE, noise(new Random(1), 300, 48));
        store(learned, "bert.", "weight", "bias");
        refused(blip2, "bert." + WORD_TABLE + " is F32 [300, 48]; expected [451, 32]");

        learned.put(WORD_TABLE, noise(new Random(1), 452, WIDTH));
        store(learned, "bert.", "weight", "bias");
        refused(blip2, "bert." + WORD_TABLE + " is F32 [452, 32]; expected [451, 32]");

        learned.put(WORD_TABLE, table);
        learned.put("encoder.layer.3.output.dense.bias", noise(new Random(1), 31));
        store(learned, "", "weight", "bias");
        refused(blip2, "encoder.layer.3.output.dense.bias is F32 [31]; expected [32]");

        // Another model's weights have other names.
        learned.remove("encoder.layer.3.output.dense.bias");
        store(learned, "bert.", "weight", "bias");
        refused(blip2, "holds no encoder.layer.3.output.dense.bias");
        store(bert("blip2-t5-tiny"), "roberta.", "weight", "bias");
        refused(blip2, "holds no embeddings.word_embeddings.weight");
    }

    @Test
    void aBrokenTokenizerIsNamed() throws IOException {
        Path blip2 = Oracle.model("blip2-t5-tiny");
        Path file = bert.resolve("tokenizer.json");
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length / 2));
        refused(blip2, file + "");
        Files.writeString(file, "[1, 2]");
        refused(blip2, file + " holds no JSON object");
        for (String broken :
                List.of(
                        "{}",
                        "{\"model\":{\"vocab\":{}}}",
                        "{\"model\":{\"vocab\":[[\"a\",0.5]]}}",
                        "{\"model\":{\"vocab\":{\"a\":\"b\"}}}",
                        "{\"model\":{\"vocab\":{\"a\":-3}}}",
                        "{\"model\":{\"vocab\":{\"a\":2147483647}}}",
                        "{\"model\":{\"vocab\":{\"a\":4294967296}}}",
                        "{\"model\":{\"vocab\":{\"a\":200000000}}}",
                        "{\"model\":{\"vocab\":{\"a\":0}},\"added_tokens\":{\"b\":1}}",
                        "{\"model\":{\"vocab\":{\"a\":0}},\"added_tokens\":7}")) {
            Files.writeString(file, broken);
            refused(blip2, file + "");
        }
        Files.delete(file);
        refused(blip2, file + "");
    }

    private void refused(Path blip2, String part) {
        String message =
                assertThrows(
                                CheckpointException.class,
                                () -> InstructBlipOfBlip2.write(blip2, bert, target, SEED))
                        .getMessage();
        assertTrue(message.contains(part), message);
        assertTrue(message.lines().count() <= 3, message);
        try (var left = Files.list(folder)) {
            assertEquals(List.of(bert), left.toList(), "nothing half is left");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void tokenizer(Consumer<ObjectNode> change) throws IOException {
        Path file = bert.resolve("tokenizer.json");
        ObjectNode tokenizer = (ObjectNode) JSON.readTree(file.toFile());
        change.accept(tokenizer);
        JSON.writeValue(file.toFile(), tokenizer);
    }

    private static JsonNode sizes(String name) throws IOException {
        return JSON.readTree(Oracle.model(name).resolve("config.json").toFile())
                .get("qformer_config");
    }

    /** By the names that the Q-Former has for them, and some that it has no use for. */
    private static Map<String, TensorValues> bert(String name) throws IOException {
        JsonNode sizes = sizes(name);
        int width = sizes.get("hidden_size").asInt();
        int inner = sizes.get("intermediate_size").asInt();
        int positions = sizes.get("max_position_embeddings").asInt();
        Random random = new Random(8);
        Map<String, TensorValues> tensors = new LinkedHashMap<>();
        tensors.put(WORD_TABLE, noise(random, WORDS, width));
        tensors.put("embeddings.position_embeddings.weight", noise(random, positions, width));
        tensors.put("embeddings.token_type_embeddings.weight", noise(random, 2, width));
        tensors.put("pooler.dense.bias", noise(random, width));
        for (int i = 0; i < sizes.get("num_hidden_layers").asInt(); i++) {
            String layer = "encoder.layer." + i + ".";
            tensors.put(layer + "attention.output.dense.weight", noise(random, width, width));
            tensors.put(layer + "intermediate.dense.weight", noise(random, inner, width));
            tensors.put(layer + "intermediate.dense.bias", noise(random, inner));
            tensors.put(layer + "output.dense.weight", noise(random, width, inner));
            tensors.put(layer + "output.dense.bias", noise(random, width));
            tensors.put(layer + "output.LayerNorm.weight", noise(random, width));
            tensors.put(layer + "output.LayerNorm.bias", noise(random, width));
        }
        return tensors;
    }

    private static boolean isOfText(String name) {
        return !name.contains("token_type")
                && !name.contains("pooler")
                && !name.contains("attention");
    }

    private static TensorValues noise(Random random, long... shape) {
        long elements = Arrays.stream(shape).reduce(1, Math::multiplyExact);
        float[] values = new float[(int) elements];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return new TensorValues(Arrays.stream(shape).boxed().toList(), values);
    }

    private void store(Map<String, TensorValues> tensors, String prefix, String scale, String shift)
            throws IOException {
        Map<String, TensorValues> named = new LinkedHashMap<>();
        tensors.forEach(
                (name, values) ->
                        named.put(
                                prefix
                                        + name.replace("LayerNorm.weight", "LayerNorm." + scale)
                                                .replace("LayerNorm.bias", "LayerNorm." + shift),
                                values));
        SafetensorsWriter.write(bert.resolve("model.safetensors"), named);
    }
}
