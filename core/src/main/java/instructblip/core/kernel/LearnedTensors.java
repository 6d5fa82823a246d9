package instructblip.core.kernel;

import instructblip.core.checkpoint.Checkpoint;
import instructblip.core.checkpoint.StoredType;
import instructblip.core.checkpoint.TensorValues;
import instructblip.core.checkpoint.WeightSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The tensors that learn, copied from a checkpoint in the order given. They change in place, so
 * that every stack that was loaded with them sees each step.
 */
public final class LearnedTensors implements AutoCloseable {

    private final Kernels kernels;
    private final List<WeightSpec> specs;
    private final Scope scope;
    private final Map<String, Tensor> byName = new LinkedHashMap<>();
    private final TensorList list;

    /**
     * @param specs tensors that the checkpoint is known to hold, each once
     */
    public LearnedTensors(Kernels kernels, Checkpoint checkpoint, List<WeightSpec> specs) {
        this.kernels = kernels;
        this.specs = List.copyOf(specs);
        this.scope = kernels.scope();
        WeightLoader stored = new WeightLoader(kernels, checkpoint);
        for (WeightSpec spec : specs) {
            try (Scope loading = kernels.scope()) {
                Tensor start = stored.load(loading, spec);
                byName.put(spec.name(), kernels.call(scope, "learned", start));
            }
        }
        this.list = scope.own(kernels.listOf(new ArrayList<>(byName.values())));
    }

    /** What they are called and shaped like in the checkpoint. */
    public List<WeightSpec> specs() {
        return specs;
    }

    /** The tensors themselves, in the order of {@link #specs}. */
    public TensorList list() {
        return list;
    }

    Map<String, Tensor> byName() {
        return Collections.unmodifiableMap(byName);
    }

    /** A tensor's values now, shaped as in the checkpoint. */
    public TensorValues values(WeightSpec spec) {
        return new TensorValues(spec.shape(), byName.get(spec.name()).floats());
    }

    /**
     * A tensor's values now as a checkpoint stores them.
     *
     * @return little-endian; empty for the name of a tensor that does not learn
     */
    public Optional<byte[]> bytes(String name, StoredType dtype) {
        if (!byName.containsKey(name)) {
            return Optional.empty();
        }
        try (Scope storing = kernels.scope();
                Tensor bytes =
                        kernels.call(storing, "stored", byName.get(name), DType.of(dtype).code())) {
            return Optional.of(bytes.bytes());
        }
    }

    /**
     * Gives a tensor other values.
     *
     * @param values in row-major order, as many as it has
     */
    public void set(String name, float[] values) {
        try (Scope assigning = kernels.scope()) {
            kernels.run("assign", byName.get(name), assigning.tensor(values, values.length));
        }
    }

    @Override
    public void close() {
        scope.close();
    }
}
