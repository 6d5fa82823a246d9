package instructblip.core.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import instructblip.core.Oracle;
import instructblip.core.checkpoint.Checkpoint;
import instructblip.core.checkpoint.CheckpointException;
import instructblip.core.checkpoint.StoredType;
import instructblip.core.checkpoint.TensorEntry;
import instructblip.core.checkpoint.TensorValues;
import instructblip.core.checkpoint.WeightSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NewCheckpointTest {

    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource({
        "instructblip-t5-tiny, qformer, 7",
        "instructblip-vicuna-tiny, qformer, 7",
        "blip2-opt-tiny, query_tokens, 1",
        "t5-silu-tied, language, 9"
    })
    void whatIsNamedIsDrawnAndAllElseKeepsItsBytes(String name, String part, long seed)
            throws IOException {
        Path source = Oracle.model(name);
        Path target = folder.resolve("new");
        NewCheckpoint.write(source, target, parts(part), seed);

        assertEquals(List.of(), ModelAudit.of(target).faults());
        ModelConfig config = ModelConfig.read(source);
        Checkpoint before = Checkpoint.open(source);
        Map<String, WeightSpec> drawn =
                parts(part).among(new CheckpointFit(config, before).wanted()).stream()
                        .collect(Collectors.toMap(WeightSpec::name, Function.identity()));
        assertFalse(drawn.isEmpty());
        InitialWeights weights = new InitialWeights(source, seed);
        StoredTensors old = new StoredTensors(source);
        StoredTensors found = new StoredTensors(target);
        for (TensorEntry entry : old.entries()) {
            assertEquals(entry.dtype(), found.entry(entry.name()).dtype());
            byte[] expected =
                    drawn.containsKey(entry.name())
                            ? new TensorValues(entry.shape(), weights.of(drawn.get(entry.name())))
                                    .bytes(entry.dtype())
                            : old.bytes(entry.name());
            assertArrayEquals(expected, found.bytes(entry.name()), entry.name());
        }
        assertEquals(before.entries().size(), Checkpoint.open(target).entries().size());
    }

    @Test
    void theSeedDecides() throws IOException {
        Path source = Oracle.model("blip2-t5-tiny");
        for (long seed : new long[] {1, 2}) {
            NewCheckpoint.write(source, folder.resolve("a" + seed), parts("all"), seed);
        }
        NewCheckpoint.write(source, folder.resolve("b1"), parts("all"), 1);
        assertArrayEquals(weights("a1"), weights("b1"));
        assertFalse(Arrays.equals(weights("a1"), weights("a2")));
    }

    private byte[] weights(String name) throws IOException {
        return Files.readAllBytes(folder.resolve(name).resolve("model.safetensors"));
    }

    @Test
    void tiedCopiesOfOldLayoutsStayEqual() throws IOException {
        Path t5 =
                Oracle.copyOf(
                        "t5-silu-tied",
                        folder.resolve("t5"),
                        tensors -> {
                            TensorValues shared = tensors.get("language_model.shared.weight");
                            tensors.put("language_model.encoder.embed_tokens.weight", shared);
                            tensors.put("language_model.decoder.embed_tokens.weight", shared);
                        });
        Path llama =
                Oracle.copyOf(
                        "llama-grouped-tied",
                        folder.resolve("llama"),
                        tensors ->
                                tensors.put(
                                        "language_model.lm_head.weight",
                                        tensors.get("language_model.model.embed_tokens.weight")));
        copiesStayEqual(
                t5,
                "language_model.shared.weight",
                "language_model.encoder.embed_tokens.weight",
                "language_model.decoder.embed_tokens.weight");
        copiesStayEqual(
                llama, "language_model.model.embed_tokens.weight", "language_model.lm_head.weight");
    }

    private void copiesStayEqual(Path source, String name, String... copies) throws IOException {
        Path target = source.resolveSibling(source.getFileName() + "-new");
        NewCheckpoint.write(source, target, parts("language"), 5);
        assertEquals(List.of(), ModelAudit.of(target).faults());
        StoredTensors found = new StoredTensors(target);
        for (String copy : copies) {
            assertArrayEquals(found.bytes(name), found.bytes(copy), copy);
        }
        assertFalse(Arrays.equals(new StoredTensors(source).bytes(name), found.bytes(name)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "instructblip-t5-tiny",
                "t5-silu-tied",
                "instructblip-vicuna-tiny",
                "llama-grouped-tied",
                "blip2-opt-tiny",
                "blip2-opt-projected",
                "blip2-opt-bare"
            })
    void aFolderWithoutWeightsBecomesACheckpoint(String name) throws IOException {
        Path source = withoutWeights(name);
        Path target = folder.resolve("new");
        NewCheckpoint.write(source, target, parts("all"), 3);

        assertEquals(List.of(), ModelAudit.of(target).faults());
        for (TensorEntry entry : new StoredTensors(target).entries()) {
            assertEquals(StoredType.F32, entry.dtype(), entry.name());
        }
        String dtype =
                new ObjectMapper()
                        .readTree(target.resolve("config.json").toFile())
                        .findValue(name.contains("tiny") ? "torch_dtype" : "dtype")
                        .asText();
        assertEquals("float32", dtype, "as transformers would load it");
        try (OpenModel model = Oracle.open(target, Precision.FLOAT32)) {
            assertTrue(model.liveTensors() > 0);
        }
        // The same values as where the weights are there, rounded to their type.
        Path redrawn = folder.resolve("redrawn");
        NewCheckpoint.write(Oracle.model(name), redrawn, parts("query_tokens"), 3);
        StoredTensors other = new StoredTensors(redrawn);
        StoredType type = other.entry("query_tokens").dtype();
        TensorEntry queries = new StoredTensors(target).entry("query_tokens");
        assertArrayEquals(TensorValues.read(queries).bytes(type), other.bytes("query_tokens"));
    }

    @Test
    void whereNotAllIsDrawnWeightsMustBeThere() throws IOException {
        Path source = withoutWeights("instructblip-t5-tiny");
        for (List<String> parts : List.of(List.of("qformer"), List.of("qformer", "language"))) {
            refused(source, new TrainableTensors(parts), source + " holds no weights; expected");
        }
        // All parts by their names are all.
        TrainableTensors every = new TrainableTensors(List.of("vision", "qformer", "language"));
        NewCheckpoint.write(source, folder.resolve("new"), every, 1);
        refused(source, parts("qformers"), "No tensor of the model is called qformers; expected");
    }

    @Test
    void weightsThatAreHalfThereAreRefused() throws IOException {
        ModelFolder lacking = ModelFolder.copy(ModelFolder.T5, folder.resolve("lacking"));
        lacking.weights(tensors -> tensors.remove("query_tokens"));
        refused(lacking.path(), parts("all"), "missing: query_tokens");

        ModelFolder shard = ModelFolder.copy(ModelFolder.VICUNA, folder.resolve("shard"));
        shard.remove("model-00002-of-00003.safetensors");
        refused(shard.path(), parts("all"), "model-00002-of-00003.safetensors");

        ModelFolder cut = ModelFolder.copy(ModelFolder.T5, folder.resolve("cut"));
        Path weights = cut.path().resolve("model.safetensors");
        byte[] bytes = Files.readAllBytes(weights);
        Files.write(weights, Arrays.copyOf(bytes, bytes.length - 100));
        refused(cut.path(), parts("all"), "model.safetensors");
    }

    private void refused(Path source, TrainableTensors parts, String part) {
        Path target = folder.resolve("refused");
        String message =
                assertThrows(
                                CheckpointException.class,
                                () -> NewCheckpoint.write(source, target, parts, 1))
                        .getMessage();
        assertTrue(message.contains(part), message);
        assertTrue(message.lines().count() <= 3, message);
        assertFalse(Files.exists(target));
        assertFalse(Files.exists(folder.resolve("refused.unfinished")));
    }

    private Path withoutWeights(String name) throws IOException {
        Path source = folder.resolve("source");
        Oracle.copy(Oracle.model(name), source);
        try (var files = Files.newDirectoryStream(source, "model*")) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
        return source;
    }

    private static TrainableTensors parts(String name) {
        return new TrainableTensors(List.of(name));
    }
}
