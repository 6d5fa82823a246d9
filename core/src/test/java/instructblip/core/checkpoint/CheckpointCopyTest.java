package instructblip.core.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import instructblip.core.Oracle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointCopyTest {

    private static final String REPLACED = "query_tokens";

    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"instructblip-vicuna-tiny", "blip2-opt-tiny"})
    void shardsStayShardsAndTheirIndexIsRight(String name) throws IOException {
        Path source = Oracle.model(name);
        Path copy = folder.resolve("copy");
        Checkpoint before = Checkpoint.open(source);
        write(source, copy, Optional.empty());

        assertEquals(index(source).get("weight_map"), index(copy).get("weight_map"));
        long bytes = 0;
        for (TensorEntry entry : Checkpoint.open(copy).entries()) {
            TensorEntry original = before.find(entry.name()).orElseThrow();
            assertEquals(original.dtype(), entry.dtype());
            assertEquals(original.offset() - start(original), entry.offset() - start(entry));
            boolean replaced = entry.name().equals(REPLACED);
            byte[] expected = replaced ? ones(entry) : stored(original);
            assertArrayEquals(expected, stored(entry), entry.name());
            bytes += entry.bytes();
        }
        assertEquals(bytes, index(copy).at("/metadata/total_size").asLong());
        assertEquals(
                Files.readString(source.resolve("config.json")),
                Files.readString(copy.resolve("config.json")));
    }

    @Test
    void anotherTypeIsWrittenAndNamed() throws IOException {
        Path source = Oracle.model("instructblip-vicuna-tiny");
        Path copy = folder.resolve("copy");
        write(source, copy, Optional.of(StoredType.BF16));
        Checkpoint before = Checkpoint.open(source);
        long bytes = 0;
        for (TensorEntry entry : Checkpoint.open(copy).entries()) {
            TensorEntry original = before.find(entry.name()).orElseThrow();
            bytes += entry.bytes();
            if (!original.dtype().isWeight()) {
                assertArrayEquals(stored(original), stored(entry), entry.name());
            } else if (!entry.name().equals(REPLACED)) {
                float[] values = TensorValues.read(original).values();
                assertArrayEquals(
                        NumberBytes.of(values, StoredType.BF16), stored(entry), entry.name());
            }
        }
        assertEquals(bytes, index(copy).at("/metadata/total_size").asLong());
        JsonNode config = json(copy.resolve("config.json"));
        assertEquals("bfloat16", config.get("torch_dtype").asText());
        assertEquals("bfloat16", config.at("/text_config/torch_dtype").asText());
    }

    /** One file wins over shards where a folder is opened, so it must hold all. */
    @Test
    void shardsWithANewTensorBecomeOneFile() throws IOException {
        Path source = Oracle.model("blip2-opt-tiny");
        List<TensorEntry> entries = new ArrayList<>(Checkpoint.open(source).entries());
        WeightSpec added = WeightSpec.table("added", 2, 3);
        entries.addAll(Checkpoint.planned(List.of(added)).entries());
        Path copy = folder.resolve("copy");
        byte[] values =
                new TensorValues(added.shape(), new float[] {1, 2, 3, 4, 5, 6})
                        .bytes(StoredType.F32);
        new CheckpointCopy(
                        source,
                        Checkpoint.of(entries),
                        Optional.empty(),
                        (entry, dtype) ->
                                entry.name().equals("added")
                                        ? Optional.of(values)
                                        : Optional.empty())
                .write(copy);
        assertFalse(Files.exists(copy.resolve(ShardIndex.NAME)));
        Checkpoint found = Checkpoint.open(copy);
        assertEquals(entries.size(), found.entries().size());
        assertArrayEquals(values, stored(found.find("added").orElseThrow()));
        for (TensorEntry original : Checkpoint.open(source).entries()) {
            assertArrayEquals(stored(original), stored(found.find(original.name()).orElseThrow()));
        }
    }

    @Test
    void whatCannotBeFinishedLeavesNothing() throws IOException {
        Path source = Oracle.model("blip2-opt-tiny");
        CheckpointCopy copy =
                new CheckpointCopy(
                        source,
                        Checkpoint.open(source),
                        Optional.empty(),
                        (entry, dtype) -> {
                            throw new IllegalStateException("in the midst");
                        });
        assertThrows(IllegalStateException.class, () -> copy.write(folder.resolve("copy")));
        try (var left = Files.list(folder)) {
            assertEquals(List.of(), left.toList());
        }
    }

    private static void write(Path source, Path copy, Optional<StoredType> type)
            throws IOException {
        new CheckpointCopy(
                        source,
                        Checkpoint.open(source),
                        type,
                        (entry, dtype) ->
                                entry.name().equals(REPLACED)
                                        ? Optional.of(ones(entry.elements(), dtype))
                                        : Optional.empty())
                .write(copy);
    }

    private static byte[] ones(TensorEntry entry) {
        return ones(entry.elements(), entry.dtype());
    }

    private static byte[] ones(long elements, StoredType dtype) {
        float[] ones = new float[Math.toIntExact(elements)];
        Arrays.fill(ones, 1);
        return NumberBytes.of(ones, dtype);
    }

    private static byte[] stored(TensorEntry entry) throws IOException {
        byte[] file = Files.readAllBytes(entry.file());
        int from = Math.toIntExact(entry.offset());
        return Arrays.copyOfRange(file, from, from + Math.toIntExact(entry.bytes()));
    }

    /** Where the data of a tensor's file begins. */
    private static long start(TensorEntry entry) {
        TreeMap<Long, String> offsets = new TreeMap<>();
        SafetensorsFile.entries(entry.file())
                .forEach(other -> offsets.put(other.offset(), other.name()));
        return offsets.firstKey();
    }

    private static JsonNode index(Path folder) throws IOException {
        return json(folder.resolve(ShardIndex.NAME));
    }

    private static JsonNode json(Path file) throws IOException {
        return new ObjectMapper().readTree(file.toFile());
    }
}
