package instructblip.core.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import instructblip.core.Oracle;
import instructblip.core.checkpoint.Checkpoint;
import instructblip.core.checkpoint.StoredType;
import instructblip.core.checkpoint.TensorBytes;
import instructblip.core.checkpoint.TensorEntry;
import instructblip.core.checkpoint.TensorValues;
import instructblip.core.model.ModelAudit;
import instructblip.core.model.TrainableModel;
import instructblip.core.model.TrainingSample;
import instructblip.core.request.RequestException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SavedCheckpointTest {

    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource({
        "instructblip-t5-tiny, qformer, F32, 1e-6",
        "instructblip-vicuna-tiny, qformer, F16, 0.01",
        "t5-silu-tied, all, BF16, 0.2",
        "instructblip-t5-tiny-v5, language_model.shared, F16, 0.01"
    })
    void keepsTypesAndEveryFrozenByte(String name, String part, StoredType type, double rounding)
            throws IOException, RequestException {
        Path saved = folder.resolve("saved");
        Set<String> learned;
        double loss;
        try (TrainableModel model = trained(name, part)) {
            learned =
                    model.learned().specs().stream()
                            .map(spec -> spec.name())
                            .collect(Collectors.toSet());
            loss = loss(model);
            model.save(saved, Optional.empty());
        }
        assertEquals(files(Oracle.model(name)), files(saved));
        assertEquals(List.of(), ModelAudit.of(saved).faults());
        Checkpoint before = Checkpoint.open(Oracle.model(name));
        Checkpoint after = Checkpoint.open(saved);
        int changed = 0;
        for (TensorEntry entry : before.entries()) {
            TensorEntry found = after.find(entry.name()).orElseThrow();
            assertEquals(entry.dtype(), found.dtype(), entry.name());
            assertEquals(entry.file().getFileName(), found.file().getFileName());
            if (learned.contains(entry.name())) {
                assertEquals(type, found.dtype());
                changed += java.util.Arrays.equals(bytes(entry), bytes(found)) ? 0 : 1;
            } else {
                assertArrayEquals(bytes(entry), bytes(found), entry.name());
            }
        }
        assertTrue(changed >= 0.6 * learned.size(), changed + " of " + learned.size());
        try (TrainableModel model = Lessons.open(saved, part)) {
            assertEquals(loss, loss(model), rounding);
        }
    }

    @Test
    void float32HoldsWhatWasLearnedToTheBit() throws IOException, RequestException {
        String name = "instructblip-vicuna-tiny";
        Path saved = folder.resolve("saved");
        List<Float> values;
        double loss;
        try (TrainableModel model = trained(name, "qformer")) {
            values = Lessons.values(model);
            loss = loss(model);
            model.save(saved, Optional.of(StoredType.F32));
        }
        try (TrainableModel model = Lessons.open(saved, "qformer")) {
            assertEquals(values, Lessons.values(model));
            assertEquals(loss, loss(model));
        }
        Checkpoint before = Checkpoint.open(Oracle.model(name));
        long bytes = 0;
        for (TensorEntry entry : Checkpoint.open(saved).entries()) {
            bytes += entry.bytes();
            if (entry.dtype() != StoredType.I64) {
                assertEquals(StoredType.F32, entry.dtype(), entry.name());
            }
            if (entry.name().startsWith("language_model.") && entry.dtype() == StoredType.F32) {
                assertArrayEquals(
                        TensorValues.read(before.find(entry.name()).orElseThrow()).values(),
                        TensorValues.read(entry).values());
            }
        }
        JsonNode config = json(saved.resolve("config.json"));
        assertEquals("float32", config.get("torch_dtype").asText());
        JsonNode index = json(saved.resolve("model.safetensors.index.json"));
        assertEquals(bytes, index.at("/metadata/total_size").asLong());
    }

    @Test
    void tiedCopiesFollow() throws IOException, RequestException {
        Path saved = folder.resolve("saved");
        Path source =
                Oracle.copyOf(
                        "t5-silu-tied",
                        folder.resolve("source"),
                        tensors -> {
                            TensorValues shared = tensors.get("language_model.shared.weight");
                            tensors.put("language_model.encoder.embed_tokens.weight", shared);
                        });
        try (TrainableModel model = Lessons.open(source, "language_model.shared");
                Trainer trainer = new Trainer(model, AdamWSettings.authors(), false, 1)) {
            trainer.step(List.of(Lessons.batch(model)), 0.01);
            model.save(saved, Optional.empty());
        }
        assertEquals(List.of(), ModelAudit.of(saved).faults());
        Checkpoint after = Checkpoint.open(saved);
        assertTrue(
                after.sameBytes(
                        "language_model.encoder.embed_tokens.weight",
                        "language_model.shared.weight"));
        assertNotEquals(
                TensorValues.read(
                                Checkpoint.open(source)
                                        .find("language_model.shared.weight")
                                        .orElseThrow())
                        .values()[7],
                TensorValues.read(after.find("language_model.shared.weight").orElseThrow())
                        .values()[7]);
    }

    @Test
    void nothingIsReplacedAndNothingHalfIsLeft() throws IOException, RequestException {
        Path taken = Files.createDirectory(folder.resolve("taken"));
        Path file = Files.createFile(folder.resolve("file"));
        try (TrainableModel model = Lessons.open("t5-silu-tied", "query_tokens")) {
            assertThrows(IOException.class, () -> model.save(taken, Optional.empty()));
            assertThrows(IOException.class, () -> model.save(file.resolve("x"), Optional.empty()));
        }
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(Set.of(taken, file), left.collect(Collectors.toSet()));
        }
        assertFalse(Files.list(taken).findAny().isPresent());
    }

    private static TrainableModel trained(String name, String part) throws RequestException {
        TrainableModel model = Lessons.open(name, part);
        List<TrainingSample> batch = Lessons.batch(model);
        try (Trainer trainer = new Trainer(model, AdamWSettings.authors(), true, 1)) {
            for (int i = 0; i < 2; i++) {
                trainer.step(List.of(batch), 0.01);
            }
        }
        return model;
    }

    private static double loss(TrainableModel model) throws RequestException {
        try (Trainer trainer = new Trainer(model, AdamWSettings.authors(), false, 1)) {
            return trainer.loss(Lessons.batch(model));
        }
    }

    private static Set<String> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.map(file -> folder.relativize(file).toString())
                    .collect(Collectors.toSet());
        }
    }

    private static byte[] bytes(TensorEntry entry) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        new TensorBytes()
                .read(
                        entry,
                        piece -> {
                            byte[] part = new byte[piece.remaining()];
                            piece.get(part);
                            all.writeBytes(part);
                        });
        return all.toByteArray();
    }

    private static JsonNode json(Path file) throws IOException {
        return new ObjectMapper().readTree(file.toFile());
    }
}
