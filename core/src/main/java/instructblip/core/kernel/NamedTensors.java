package instructblip.core.kernel;

import instructblip.core.checkpoint.Checkpoint;
import instructblip.core.checkpoint.NewTensor;
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
 * Tensors that change in place while a model learns: those that learn, of which every stack that
 * was loaded with them sees each step, and what an optimizer remembers of each.
 */
public final class NamedTensors implements AutoCloseable {

    private final Kernels kernels;
    private final List<WeightSpec> specs;
    private final Scope scope;
    private final Map<String, Tensor> byName = new LinkedHashMap<>();
    private final TensorList list;

    /** Makes the tensor that one begins as. */
    private interface Start {

        Tensor of(Scope scope, WeightSpec spec);
    }

    private NamedTensors(Kernels kernels, List<WeightSpec> specs, Start start) {
        this.kernels = kernels;
        this.specs = List.copyOf(specs);
        this.scope = kernels.scope();
        for (WeightSpec spec : specs) {
            byName.put(spec.name(), start.of(scope, spec));
        }
        this.list = scope.own(kernels.listOf(new ArrayList<>(byName.values())));
    }

    /**
     * Copies of a checkpoint's tensors, which gradients are computed for.
     *
     * @param specs tensors that the checkpoint is known to hold, each once
     */
    public static NamedTensors learning(
            Kernels kernels, Checkpoint checkpoint, List<WeightSpec> specs) {
        return learning(kernels, checkpoint, specs, Map.of());
    }

    /**
     * As {@link #learning(Kernels, Checkpoint, List)}, and tensors behind them that no checkpoint
     * holds.
     *
     * @param beside what these begin as, in row-major order
     */
    public static NamedTensors learning(
            Kernels kernels,
            Checkpoint checkpoint,
            List<WeightSpec> specs,
            Map<WeightSpec, float[]> beside) {
        WeightLoader stored = new WeightLoader(kernels, checkpoint);
        List<WeightSpec> all = new ArrayList<>(specs);
        all.addAll(beside.keySet());
        return new NamedTensors(
                kernels,
                all,
                (scope, spec) -> {
                    try (Scope loading = kernels.scope()) {
                        float[] values = beside.get(spec);
                        Tensor start =
                                values == null
                                        ? stored.load(loading, spec)
                                        : loading.tensor(values, shape(spec));
                        return kernels.call(scope, "learned", start);
                    }
                });
    }

    private static long[] shape(WeightSpec spec) {
        return spec.shape().stream().mapToLong(Long::longValue).toArray();
    }

    /** Zeros of the same names and shapes. */
    public NamedTensors zeros() {
        return new NamedTensors(
                kernels,
                specs,
                (target, spec) -> kernels.call(target, "zeros_like", byName.get(spec.name())));
    }

    /** What they are called and shaped like in the checkpoint. */
    public List<WeightSpec> specs() {
        return specs;
    }

    /** The tensors themselves, in the order of {@link #specs}. */
    public TensorList list() {
        return list;
    }

    /** What they are computed with. */
    public Kernels kernels() {
        return kernels;
    }

    /** One of them. */
    public Tensor tensor(String name) {
        return byName.get(name);
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
     * All of them for a file, in float32.
     *
     * @param prefix in front of their names there, as {@link #setAll} expects it
     */
    public List<NewTensor> toStore(String prefix) {
        return specs.stream()
                .map(
                        spec ->
                                new NewTensor(
                                        prefix + spec.name(),
                                        StoredType.F32,
                                        spec.shape(),
                                        out ->
                                                out.write(
                                                        bytes(spec.name(), StoredType.F32)
                                                                .orElseThrow())))
                .toList();
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

    /**
     * Takes the values of all tensors from a file.
     *
     * @param stored is known to hold them in these shapes, each under its name
     * @param prefix in front of the names there
     */
    public void setAll(Checkpoint stored, String prefix) {
        WeightLoader loader = new WeightLoader(kernels, stored);
        for (WeightSpec spec : specs) {
            WeightSpec there = new WeightSpec(prefix + spec.name(), spec.shape(), spec.use());
            try (Scope loading = kernels.scope()) {
                Tensor values = loader.load(loading, there);
                kernels.run("assign", byName.get(spec.name()), values);
            }
        }
    }

    @Override
    public void close() {
        scope.close();
    }
}
