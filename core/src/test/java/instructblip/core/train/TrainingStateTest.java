package instructblip.core.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import instructblip.core.checkpoint.CheckpointException;
import instructblip.core.model.TrainableModel;
import instructblip.core.model.TrainingSample;
import instructblip.core.request.RequestException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainingStateTest {

    private static final double RATE = 3e-3;

    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource({
        "instructblip-t5-tiny, qformer",
        "instructblip-vicuna-tiny, qformer",
        "t5-silu-tied, all"
    })
    void aRunThatIsTakenUpGoesOnToTheBit(String name, String part)
            throws IOException, RequestException {
        Path state = folder.resolve("state.safetensors");
        List<Float> uninterrupted;
        double loss;
        try (TrainableModel model = Lessons.open(name, part);
                Trainer trainer = trainer(model)) {
            steps(model, trainer, 1, 3);
            trainer.save(state, "{\"höchst\":3}");
            loss = steps(model, trainer, 4, 7);
            uninterrupted = Lessons.values(model);
        }
        try (TrainableModel model = Lessons.open(name, part);
                Trainer trainer = trainer(model)) {
            assertEquals("{\"höchst\":3}", trainer.restore(state));
            assertEquals(3, trainer.steps());
            assertEquals(loss, steps(model, trainer, 4, 7));
            assertEquals(uninterrupted, Lessons.values(model));
        }
    }

    private static Trainer trainer(TrainableModel model) {
        return new Trainer(model, AdamWSettings.authors(), true, 9);
    }

    /** Other samples in each step. */
    private static double steps(TrainableModel model, Trainer trainer, int from, int to)
            throws RequestException {
        List<TrainingSample> all = Lessons.batch(model);
        double loss = 0;
        for (int step = from; step <= to; step++) {
            int first = step % 3;
            loss = trainer.step(List.of(all.subList(first, first + 2)), RATE).loss();
        }
        return loss;
    }

    @Test
    void anOlderStateIsReplacedWholeOrKept() throws IOException, RequestException {
        Path state = folder.resolve("state.safetensors");
        try (TrainableModel model = Lessons.open("t5-silu-tied", "query_tokens");
                Trainer trainer = trainer(model)) {
            trainer.save(state, "first");
            byte[] before = Files.readAllBytes(state);
            steps(model, trainer, 1, 1);
            Path blocked = Files.createDirectory(folder.resolve("state.safetensors.unfinished"));
            Files.createFile(blocked.resolve("x"));
            assertThrows(IOException.class, () -> trainer.save(state, "second"));
            assertArrayEquals(before, Files.readAllBytes(state));
            Files.delete(blocked.resolve("x"));
            Files.delete(blocked);
            trainer.save(state, "second");
            assertEquals("second", trainer.restore(state));
            try (var left = Files.list(folder)) {
                assertEquals(List.of(state), left.toList());
            }
        }
    }

    @Test
    void theStateOfOtherTensorsIsRefused() throws IOException, RequestException {
        Path state = folder.resolve("state.safetensors");
        try (TrainableModel model = Lessons.open("t5-silu-tied", "query_tokens");
                Trainer trainer = trainer(model)) {
            trainer.save(state, "");
        }
        refused(state, "t5-silu-tied", "language_projection.bias", "learned/language_proj");
        refused(state, "t5-silu-tied", "language_projection", "holds 5 tensors; expected the 8");
        refused(state, "llama-grouped-tied", "query_tokens", "learned/query_tokens is F32");
        Files.write(state, new byte[20]);
        refused(state, "t5-silu-tied", "query_tokens", "state.safetensors");
    }

    private static void refused(Path state, String name, String part, String fault)
            throws RequestException {
        try (TrainableModel model = Lessons.open(name, part);
                Trainer trainer = trainer(model)) {
            List<Float> before = Lessons.values(model);
            CheckpointException e =
                    assertThrows(CheckpointException.class, () -> trainer.restore(state));
            assertTrue(e.getMessage().contains(fault), e.getMessage());
            assertEquals(before, Lessons.values(model));
            assertEquals(0, trainer.steps());
        }
    }
}
