package instructblip.core.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFingerprintTest {

    private static final String VISION = "vision_model.x";
    private static final String QUERIES = "query_tokens";
    private static final String LANGUAGE = "language_model.a";

    @TempDir Path folder;

    @Test
    void aPartIsTheHashOfItsTensorsByName() throws Exception {
        Path model = whole();
        byte[] data = {0, 1, 2, 3, 4, 5, 6, 7};
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        sha256.update(ByteBuffer.allocate(4).putInt(VISION.length()).array());
        sha256.update((VISION + "F32 [2]").getBytes(StandardCharsets.UTF_8));
        sha256.update(data);
        ModelFingerprint fingerprint = ModelFingerprint.of(Checkpoint.open(model));
        assertEquals(
                List.of("vision", "qformer", "language"),
                List.copyOf(fingerprint.sha256().keySet()));
        assertEquals(HexFormat.of().formatHex(sha256.digest()), fingerprint.sha256().get("vision"));
    }

    @Test
    void onePartHasTheSameHashAlone() throws IOException {
        Path model = whole();
        ModelFingerprint whole = ModelFingerprint.of(Checkpoint.open(model));
        FingerprintCache none = new FingerprintCache(Optional.empty());
        for (ModelPart part : ModelPart.values()) {
            assertEquals(whole.sha256().get(part.label()), ModelFingerprint.of(model, none, part));
        }
    }

    @Test
    void howTensorsAreSpreadOverFilesDoesNotMatter() throws IOException {
        Path sharded = Files.createDirectory(folder.resolve("sharded"));
        Files.write(
                sharded.resolve("second.safetensors"),
                SafetensorsBytes.file(
                        "{" + SafetensorsBytes.vector(VISION, 2, 0) + "}",
                        new byte[] {0, 1, 2, 3, 4, 5, 6, 7}));
        Files.write(
                sharded.resolve("first.safetensors"),
                SafetensorsBytes.file(
                        "{"
                                + SafetensorsBytes.vector(LANGUAGE, 2, 0)
                                + ","
                                + SafetensorsBytes.vector(QUERIES, 2, 8)
                                + "}",
                        new byte[] {16, 17, 18, 19, 20, 21, 22, 23, 8, 9, 10, 11, 12, 13, 14, 15}));
        Files.writeString(
                sharded.resolve("model.safetensors.index.json"),
                "{\"weight_map\":{\"%s\":\"second.safetensors\",\"%s\":\"first.safetensors\",\"%s\":\"first.safetensors\"}}"
                        .formatted(VISION, QUERIES, LANGUAGE));
        assertEquals(
                ModelFingerprint.of(Checkpoint.open(whole())),
                ModelFingerprint.of(Checkpoint.open(sharded)));
    }

    @Test
    void oneBitChangesItsPartOnly() throws IOException {
        Path model = whole();
        Map<String, String> before = ModelFingerprint.of(Checkpoint.open(model)).sha256();
        flipLastBit(model);
        Map<String, String> after = ModelFingerprint.of(Checkpoint.open(model)).sha256();
        assertEquals(before.get("vision"), after.get("vision"));
        assertEquals(before.get("qformer"), after.get("qformer"));
        assertNotEquals(before.get("language"), after.get("language"));
    }

    @Test
    void aKnownCheckpointIsNotReadAgain() throws IOException {
        Path model = whole();
        FingerprintCache cache = new FingerprintCache(Optional.of(folder.resolve("cache")));
        ModelFingerprint computed = ModelFingerprint.of(model, cache);
        assertEquals(ModelFingerprint.of(Checkpoint.open(model)), computed);
        assertEquals(Optional.of(computed), cache.find(CheckpointState.of(model)));
        try (Stream<Path> files = Files.list(folder.resolve("cache"))) {
            assertEquals(1, files.count());
        }
        try (Stream<Path> files = Files.list(model)) {
            assertEquals(1, files.count());
        }
    }

    @Test
    void whatTheCacheHoldsIsUsed() throws IOException {
        Path model = whole();
        FingerprintCache cache = new FingerprintCache(Optional.of(folder.resolve("cache")));
        ModelFingerprint kept =
                new ModelFingerprint(
                        Map.of(
                                "vision", "1".repeat(64),
                                "qformer", "2".repeat(64),
                                "language", "3".repeat(64)));
        cache.keep(CheckpointState.of(model), kept);
        assertEquals(kept, ModelFingerprint.of(model, cache));
        flipLastBit(model);
        assertEquals(
                ModelFingerprint.of(Checkpoint.open(model)), ModelFingerprint.of(model, cache));
    }

    @Test
    void aBrokenCacheIsNoError() throws IOException {
        Path model = whole();
        Path folderOfCache = folder.resolve("cache");
        FingerprintCache cache = new FingerprintCache(Optional.of(folderOfCache));
        ModelFingerprint computed = ModelFingerprint.of(model, cache);
        Path file;
        try (Stream<Path> files = Files.list(folderOfCache)) {
            file = files.findFirst().orElseThrow();
        }
        for (String content : List.of("", "{", "{\"vision\":\"x\"}", " ".repeat(10_000))) {
            Files.writeString(file, content);
            assertEquals(Optional.empty(), cache.find(CheckpointState.of(model)));
            assertEquals(computed, ModelFingerprint.of(model, cache));
        }
    }

    @Test
    void aCacheThatCannotBeWrittenIsNoError() throws IOException {
        Path model = whole();
        Path blocked = Files.writeString(folder.resolve("file"), "no folder");
        ModelFingerprint expected = ModelFingerprint.of(Checkpoint.open(model));
        for (Optional<Path> place :
                List.of(Optional.of(blocked.resolve("cache")), Optional.<Path>empty())) {
            assertEquals(expected, ModelFingerprint.of(model, new FingerprintCache(place)));
        }
    }

    @Test
    void anInterruptEndsTheReading() throws Exception {
        Path model = whole();
        Thread.currentThread().interrupt();
        CheckpointException e =
                assertThrows(
                        CheckpointException.class,
                        () -> ModelFingerprint.of(Checkpoint.open(model)));
        assertTrue(Thread.interrupted());
        assertTrue(e.getMessage().contains("cannot be read"), e.getMessage());
    }

    /** Three vectors whose bytes count up from 0. */
    private Path whole() throws IOException {
        Path model = folder.resolve("whole");
        if (Files.notExists(model)) {
            Files.createDirectory(model);
            SafetensorsBytes.vectors(model.resolve("model.safetensors"), VISION, QUERIES, LANGUAGE);
        }
        return model;
    }

    private static void flipLastBit(Path model) throws IOException {
        Path file = model.resolve("model.safetensors");
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 1] ^= 1;
        Files.delete(file);
        Files.write(file, bytes);
    }
}
