package instructblip.core.checkpoint;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * A tensor that is about to be written.
 *
 * @param name in the file
 * @param dtype of its elements
 * @param shape sizes, outermost first; empty for a scalar
 * @param content its bytes, little-endian
 */
public record NewTensor(String name, StoredType dtype, List<Long> shape, Content content) {

    /** Hands over bytes when they are wanted, so that not all of a file is in memory at once. */
    public interface Content {

        void writeTo(OutputStream out) throws IOException;
    }

    public NewTensor {
        shape = List.copyOf(shape);
    }

    /** Its length. */
    long bytes() {
        return shape.stream().reduce((long) dtype.bytes(), Math::multiplyExact);
    }
}
