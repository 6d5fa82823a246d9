package instructblip.core.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.List;

/**
 * A small stored tensor as numbers on the Java side, for recordings and tests; weights never pass
 * here.
 *
 * @param shape sizes, outermost first
 * @param values in row-major order
 */
public record TensorValues(List<Long> shape, float[] values) {

    private static final long MOST_ELEMENTS = 1L << 26;

    public TensorValues {
        shape = List.copyOf(shape);
    }

    /**
     * Reads a tensor of floating-point numbers or bytes.
     *
     * @throws CheckpointException when it is too large or of another type
     */
    public static TensorValues read(TensorEntry entry) {
        if (entry.elements() > MOST_ELEMENTS) {
            throw new CheckpointException(
                    "%s: tensor %s has %d numbers; expected at most %d."
                            .formatted(
                                    entry.file(),
                                    Excerpt.of(entry.name()),
                                    entry.elements(),
                                    MOST_ELEMENTS));
        }
        try (FileChannel channel = FileChannel.open(entry.file())) {
            ByteBuffer bytes =
                    channel.map(FileChannel.MapMode.READ_ONLY, entry.offset(), entry.bytes())
                            .order(ByteOrder.LITTLE_ENDIAN);
            float[] values = new float[Math.toIntExact(entry.elements())];
            for (int i = 0; i < values.length; i++) {
                values[i] = value(entry, bytes);
            }
            return new TensorValues(entry.shape(), values);
        } catch (IOException e) {
            throw InputFile.unreadable(entry.file(), e);
        }
    }

    /**
     * Its numbers as a file stores them.
     *
     * @param dtype a type of weights, to which they are rounded
     * @return little-endian
     */
    public byte[] bytes(StoredType dtype) {
        return NumberBytes.of(values, dtype);
    }

    /** The next element, read by its stored type. */
    static float value(TensorEntry entry, ByteBuffer bytes) {
        return switch (entry.dtype()) {
            case F32 -> bytes.getFloat();
            case BF16 -> Float.intBitsToFloat(bytes.getShort() << 16);
            case F16 -> half(bytes.getShort());
            case U8 -> bytes.get() & 0xFF;
            case BOOL, I8, F8_E4M3, F8_E5M2, I16, U16, I32, U32, I64, U64, F64 ->
                    throw new CheckpointException(
                            "%s: tensor %s is stored as %s; expected F32, F16, BF16 or U8."
                                    .formatted(
                                            entry.file(), Excerpt.of(entry.name()), entry.dtype()));
        };
    }

    /** IEEE 754 binary16 to binary32, which Java 17 has no method for. */
    private static float half(short bits) {
        int sign = (bits & 0x8000) << 16;
        int exponent = (bits >> 10) & 0x1F;
        int fraction = bits & 0x3FF;
        if (exponent == 0) {
            return (sign == 0 ? 1f : -1f) * fraction * 0x1p-24f;
        }
        int wide = exponent == 0x1F ? 0xFF : exponent + 112;
        return Float.intBitsToFloat(sign | (wide << 23) | (fraction << 13));
    }
}
