package instructblip.core.model;

import instructblip.core.checkpoint.Checkpoint;
import instructblip.core.checkpoint.TensorBytes;
import instructblip.core.checkpoint.TensorEntry;
import instructblip.core.checkpoint.TensorValues;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;

/** What a checkpoint folder holds, tensor by tensor. */
final class StoredTensors {

    private final Checkpoint checkpoint;

    StoredTensors(Path folder) {
        this.checkpoint = Checkpoint.open(folder);
    }

    Iterable<TensorEntry> entries() {
        return checkpoint.entries();
    }

    TensorEntry entry(String name) {
        return checkpoint.find(name).orElseThrow(() -> new AssertionError("no tensor " + name));
    }

    byte[] bytes(String name) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        new TensorBytes()
                .read(
                        entry(name),
                        piece -> {
                            byte[] part = new byte[piece.remaining()];
                            piece.get(part);
                            all.writeBytes(part);
                        });
        return all.toByteArray();
    }

    float[] values(String name) {
        return TensorValues.read(entry(name)).values();
    }
}
