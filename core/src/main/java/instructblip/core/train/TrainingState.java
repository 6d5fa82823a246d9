package instructblip.core.train;

import instructblip.core.checkpoint.Checkpoint;
import instructblip.core.checkpoint.CheckpointException;
import instructblip.core.checkpoint.Excerpt;
import instructblip.core.checkpoint.NewTensor;
import instructblip.core.checkpoint.SafetensorsWriter;
import instructblip.core.checkpoint.StoredType;
import instructblip.core.checkpoint.TensorBytes;
import instructblip.core.checkpoint.TensorEntry;
import instructblip.core.checkpoint.WeightSpec;
import instructblip.core.checkpoint.WholeFile;
import instructblip.core.kernel.NamedTensors;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * All that a run needs to go on to the bit: learned tensors, the optimizer's means and the number
 * of steps, with a text of whoever runs it, in one safetensors file.
 */
final class TrainingState {

    /** Longer than any record of progress. */
    private static final long MOST_PROGRESS_BYTES = 16 << 20;

    private static final String PROGRESS = "progress";
    private static final String STEPS = "steps";
    private static final String LEARNED = "learned/";

    private final NamedTensors learned;
    private final AdamW optimizer;

    TrainingState(NamedTensors learned, AdamW optimizer) {
        this.learned = learned;
        this.optimizer = optimizer;
    }

    /**
     * @throws IOException when it cannot be written; an older file is still whole
     */
    void save(Path file, String progress) throws IOException {
        List<NewTensor> tensors = new ArrayList<>();
        tensors.add(text(PROGRESS, progress));
        tensors.add(text(STEPS, Integer.toString(optimizer.steps())));
        tensors.addAll(learned.toStore(LEARNED));
        optimizer.means().forEach((kind, mean) -> tensors.addAll(mean.toStore(kind)));
        WholeFile.write(file, target -> SafetensorsWriter.write(target, tensors));
    }

    private static NewTensor text(String name, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        List<Long> shape = List.of((long) bytes.length);
        return new NewTensor(name, StoredType.U8, shape, out -> out.write(bytes));
    }

    /**
     * @return the text that was saved with it
     * @throws CheckpointException when it cannot be read or is of other tensors
     */
    String restore(Path file) {
        Checkpoint stored = Checkpoint.ofFile(file);
        int expected = 2 + learned.specs().size() * (1 + optimizer.means().size());
        if (stored.entries().size() != expected) {
            throw new CheckpointException(
                    "%s holds %d tensors; expected the %d of a state with these trainable parts."
                            .formatted(file, stored.entries().size(), expected));
        }
        for (WeightSpec spec : learned.specs()) {
            check(file, stored, LEARNED, spec);
            optimizer.means().keySet().forEach(kind -> check(file, stored, kind, spec));
        }
        String progress = text(file, stored, PROGRESS);
        int steps = steps(file, text(file, stored, STEPS));
        learned.setAll(stored, LEARNED);
        optimizer.means().forEach((kind, mean) -> mean.setAll(stored, kind));
        optimizer.goOnFrom(steps);
        return progress;
    }

    private static void check(Path file, Checkpoint stored, String kind, WeightSpec spec) {
        TensorEntry entry = stored.find(kind + spec.name()).orElse(null);
        if (entry == null
                || entry.dtype() != StoredType.F32
                || !entry.shape().equals(spec.shape())) {
            throw new CheckpointException(
                    "%s: %s is %s; expected F32 %s, as the model that learns has it."
                            .formatted(
                                    file,
                                    kind + spec.name(),
                                    entry == null ? "missing" : entry.dtype() + " " + entry.shape(),
                                    spec.shape()));
        }
    }

    private static int steps(Path file, String text) {
        if (!text.matches("[0-9]{1,9}")) {
            throw new CheckpointException(
                    "%s: steps is %s; expected a whole number.".formatted(file, Excerpt.of(text)));
        }
        return Integer.parseInt(text);
    }

    private static String text(Path file, Checkpoint stored, String name) {
        TensorEntry entry = stored.find(name).orElse(null);
        if (entry == null || entry.bytes() > MOST_PROGRESS_BYTES) {
            throw new CheckpointException(
                    "%s: %s is missing or too long; expected a text.".formatted(file, name));
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new TensorBytes()
                .read(
                        entry,
                        piece -> {
                            byte[] part = new byte[piece.remaining()];
                            piece.get(part);
                            bytes.writeBytes(part);
                        });
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
