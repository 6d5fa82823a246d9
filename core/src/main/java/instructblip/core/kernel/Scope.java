package instructblip.core.kernel;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Owns the tensors of one unit of work: all of them end when it is closed. A scope made inside
 * another ends with it at the latest.
 */
public final class Scope implements AutoCloseable {

    private final PtNDManager manager;
    private final List<TensorList> lists = new ArrayList<>();

    Scope(PtNDManager manager) {
        this.manager = manager;
    }

    /** A scope within this one. */
    public Scope inner() {
        return new Scope((PtNDManager) manager.newSubManager());
    }

    public Tensor tensor(float[] values, long... shape) {
        return made(() -> manager.create(values, new Shape(shape)));
    }

    public Tensor tensor(long[] values, long... shape) {
        return made(() -> manager.create(values, new Shape(shape)));
    }

    public Tensor tensor(boolean[] values, long... shape) {
        return made(() -> manager.create(values, new Shape(shape)));
    }

    /**
     * (n) bytes. On the CPU the tensor looks at the buffer itself.
     *
     * @param bytes direct, from position 0 to the limit
     */
    Tensor tensor(ByteBuffer bytes) {
        return made(() -> manager.create(bytes, new Shape(bytes.limit()), DataType.UINT8));
    }

    private static Tensor made(Supplier<NDArray> making) {
        return new Tensor((PtNDArray) EngineMemoryException.told(making));
    }

    /** Hands a list over: it is closed with this scope. */
    public TensorList own(TensorList list) {
        lists.add(list);
        return list;
    }

    /** Tensors that this scope and those around it own; a leak shows as growth. */
    public int count() {
        return manager.getManagedArrays().size();
    }

    PtNDManager manager() {
        return manager;
    }

    @Override
    public void close() {
        lists.forEach(TensorList::close);
        lists.clear();
        manager.close();
    }
}
