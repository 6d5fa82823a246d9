package instructblip.core.checkpoint;

import java.nio.file.Path;
import java.util.List;

/**
 * One tensor of a safetensors file.
 *
 * @param name as in the file
 * @param dtype as in the file, for example {@code BF16}
 * @param shape sizes, outermost first; empty for a scalar
 * @param file that holds it
 * @param offset of its first byte in the file
 * @param bytes its length
 */
public record TensorEntry(
        String name, StoredType dtype, List<Long> shape, Path file, long offset, long bytes) {

    public TensorEntry {
        shape = List.copyOf(shape);
    }

    /** The same tensor under another name. */
    public TensorEntry named(String other) {
        return new TensorEntry(other, dtype, shape, file, offset, bytes);
    }

    /** Number of elements. */
    public long elements() {
        return bytes / dtype.bytes();
    }
}
