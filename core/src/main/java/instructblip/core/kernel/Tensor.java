package instructblip.core.kernel;

import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.engine.PtNDArray;

/** A tensor of the engine. It belongs to the {@link Scope} that it was made in and ends with it. */
public final class Tensor implements AutoCloseable {

    private final PtNDArray array;

    Tensor(PtNDArray array) {
        this.array = array;
    }

    /** Sizes, outermost first. */
    public long[] shape() {
        return array.getShape().getShape();
    }

    /** Size of one dimension; negative counts from the end. */
    public int size(int dimension) {
        long[] shape = shape();
        return Math.toIntExact(shape[dimension < 0 ? shape.length + dimension : dimension]);
    }

    /** Values in row-major order, converted from whatever floating-point type they have. */
    public float[] floats() {
        if (array.getDataType() == DataType.FLOAT32) {
            return array.toFloatArray();
        }
        return EngineMemoryException.told(
                () -> {
                    try (PtNDArray wide = array.toType(DataType.FLOAT32, false)) {
                        return wide.toFloatArray();
                    }
                });
    }

    /** Values in row-major order of a tensor of float64. */
    public double[] doubles() {
        return array.toDoubleArray();
    }

    /** Values of a whole-number tensor in row-major order. */
    public long[] longs() {
        return array.toLongArray();
    }

    /** The bytes of a tensor of bytes. */
    byte[] bytes() {
        return array.toByteArray();
    }

    PtNDArray array() {
        return array;
    }

    /** Frees it before its scope ends. */
    @Override
    public void close() {
        array.close();
    }
}
