package instructblip.core.kernel;

import instructblip.core.checkpoint.Checkpoint;
import instructblip.core.checkpoint.TensorBytes;
import instructblip.core.checkpoint.TensorEntry;
import instructblip.core.checkpoint.WeightSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Turns stored tensors into kernel arguments on the device, in the compute dtype.
 *
 * <p>Files are mapped, never read whole. A matrix that is packed is mapped, packed and unmapped on
 * its own, so that the peak stays near the size of the weights and it does not hang on the file
 * afterwards. One that is not is used where it lies if it is stored in the compute dtype, and costs
 * no more than its pages.
 */
public final class WeightLoader {

    /** Row count that packing is tuned for; suits the vision encoder and short decoder steps. */
    private static final int PACKING_ROWS = 257;

    /** From so many columns on, many rows are multiplied in bfloat16 as fast without packing. */
    private static final long COLUMNS_UNPACKED = 1408;

    private final Kernels kernels;
    private final Checkpoint checkpoint;
    private final Map<String, Tensor> learned;
    private final TensorBytes bytes = new TensorBytes();

    public WeightLoader(Kernels kernels, Checkpoint checkpoint) {
        this(kernels, checkpoint, Map.of());
    }

    /**
     * @param learned tensors that are taken instead of the stored ones of their names
     */
    public WeightLoader(Kernels kernels, Checkpoint checkpoint, NamedTensors learned) {
        this(kernels, checkpoint, learned.byName());
    }

    private WeightLoader(Kernels kernels, Checkpoint checkpoint, Map<String, Tensor> learned) {
        this.kernels = kernels;
        this.checkpoint = checkpoint;
        this.learned = learned;
    }

    /**
     * Loads tensors in the order of the specifications, which the checkpoint is known to meet. The
     * caller closes the list.
     */
    public TensorList load(List<WeightSpec> specs) {
        return load(specs, List.of());
    }

    /** As {@link #load(List)}; the first tensors of the list are loaded already. */
    public TensorList load(List<WeightSpec> specs, List<Tensor> loaded) {
        try (Scope scope = kernels.scope()) {
            List<Tensor> tensors = new ArrayList<>(loaded);
            for (WeightSpec spec : specs.subList(loaded.size(), specs.size())) {
                tensors.add(load(scope, spec));
            }
            return kernels.listOf(tensors);
        }
    }

    /**
     * Loads one tensor into the scope.
     *
     * @throws EngineException when the engine cannot, mostly for want of memory
     */
    public Tensor load(Scope scope, WeightSpec spec) {
        try {
            return made(scope, spec);
        } catch (EngineMemoryException e) {
            throw new EngineException(
                    "Tensor %s cannot be loaded: %s".formatted(spec.name(), e.getMessage()), e);
        } catch (ai.djl.engine.EngineException e) {
            throw EngineException.because("Tensor " + spec.name() + " cannot be loaded", e);
        }
    }

    private Tensor made(Scope scope, WeightSpec spec) {
        long[] shape = spec.shape().stream().mapToLong(Long::longValue).toArray();
        if (!spec.use().isStored()) {
            double value = spec.use() == WeightSpec.Use.ONES ? 1 : 0;
            return kernels.call(
                    scope, "full", shape, value, kernels.dtype().code(), kernels.device());
        }
        if (learned.containsKey(spec.name())) {
            return learned.get(spec.name());
        }
        TensorEntry entry = checkpoint.find(spec.name()).orElseThrow();
        if (spec.use() == WeightSpec.Use.TABLE) {
            return tensor(scope, new Form(entry, shape, kernels.dtype(), kernels.packed()));
        }
        long[] matrix = {shape[0], entry.elements() / shape[0]};
        if (isPacked(spec, matrix[1])) {
            try (Tensor plain = tensor(scope, new Form(entry, matrix, kernels.dtype(), false))) {
                return kernels.call(scope, "pack", plain, PACKING_ROWS);
            }
        }
        boolean wide = spec.use() == WeightSpec.Use.WIDE_MATRIX && kernels.dtype() == DType.FLOAT16;
        return tensor(
                scope, new Form(entry, matrix, wide ? DType.FLOAT32 : kernels.dtype(), false));
    }

    private boolean isPacked(WeightSpec spec, long columns) {
        boolean gainsNothing =
                spec.forManyRows()
                        && kernels.dtype() == DType.BFLOAT16
                        && columns >= COLUMNS_UNPACKED;
        return kernels.packed() && !gainsNothing;
    }

    /**
     * What a stored tensor is to become.
     *
     * @param copied whether it must not hang on the file
     */
    private record Form(TensorEntry entry, long[] shape, DType dtype, boolean copied) {

        DType stored() {
            return DType.of(entry.dtype());
        }
    }

    private Tensor tensor(Scope scope, Form form) {
        if (form.entry.offset() % form.stored().bytes() != 0) {
            return read(scope, form);
        }
        try {
            return map(scope, form);
        } catch (ai.djl.engine.EngineException e) {
            // Linux refuses to map a file that is larger than the memory.
            return read(scope, form);
        }
    }

    private Tensor map(Scope scope, Form form) {
        int unit = form.stored().bytes();
        return kernels.call(
                scope,
                "map",
                form.entry.file().toAbsolutePath().toString(),
                fileBytes(form.entry) / unit,
                form.entry.offset() / unit,
                form.entry.bytes() / unit,
                form.shape,
                form.stored().code(),
                form.dtype.code(),
                kernels.device(),
                form.copied);
    }

    /** Piece by piece into memory: a tensor that is not aligned to its dtype cannot be viewed. */
    private Tensor read(Scope scope, Form form) {
        try (Scope pieces = scope.inner()) {
            Tensor room = kernels.call(pieces, "room", form.entry.bytes(), kernels.device());
            long[] at = {0};
            bytes.read(
                    form.entry,
                    piece -> {
                        try (Tensor part = pieces.tensor(piece)) {
                            kernels.call(pieces, "put", room, at[0], part).close();
                        }
                        at[0] += piece.limit();
                    });
            return kernels.call(
                    scope, "typed", room, form.shape, form.stored().code(), form.dtype.code());
        }
    }

    private static long fileBytes(TensorEntry entry) {
        try {
            return Files.size(entry.file());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
