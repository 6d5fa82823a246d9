package instructblip.core.kernel;

import instructblip.core.checkpoint.Checkpoint;
import instructblip.core.checkpoint.StoredType;
import instructblip.core.checkpoint.TensorEntry;
import instructblip.core.checkpoint.WeightSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns stored tensors into kernel arguments on the device, in the compute dtype.
 *
 * <p>Files are mapped, never read whole. Each tensor is mapped, converted or packed and unmapped on
 * its own, so that the peak stays near the size of the weights.
 */
public final class WeightLoader {

    /** Row count that packing is tuned for; suits the vision encoder and short decoder steps. */
    private static final int PACKING_ROWS = 257;

    private final Kernels kernels;
    private final Checkpoint checkpoint;

    public WeightLoader(Kernels kernels, Checkpoint checkpoint) {
        this.kernels = kernels;
        this.checkpoint = checkpoint;
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

    /** Loads one tensor into the scope. */
    public Tensor load(Scope scope, WeightSpec spec) {
        if (spec.use() == WeightSpec.Use.ZEROS) {
            return kernels.call(
                    scope, "zeros", longs(spec.shape()), kernels.dtype().code(), kernels.device());
        }
        TensorEntry entry = checkpoint.find(spec.name()).orElseThrow();
        if (spec.use() == WeightSpec.Use.TABLE) {
            return map(scope, entry, longs(spec.shape()), kernels.dtype(), true);
        }
        long rows = spec.shape().get(0);
        long[] shape = {rows, entry.elements() / rows};
        if (kernels.packed()) {
            try (Tensor mapped = map(scope, entry, shape, kernels.dtype(), false)) {
                return kernels.call(scope, "pack", mapped, PACKING_ROWS);
            }
        }
        boolean wide = spec.use() == WeightSpec.Use.WIDE_MATRIX && kernels.dtype() == DType.FLOAT16;
        return map(scope, entry, shape, wide ? DType.FLOAT32 : kernels.dtype(), true);
    }

    /** With {@code copy} the result does not depend on the file any more. */
    private Tensor map(Scope scope, TensorEntry entry, long[] shape, DType wanted, boolean copy) {
        DType stored = dtype(entry.dtype());
        boolean aligned = entry.offset() % stored.bytes() == 0;
        int unit = aligned ? stored.bytes() : 1;
        return kernels.call(
                scope,
                aligned ? "map_aligned" : "map_bytes",
                entry.file().toAbsolutePath().toString(),
                fileBytes(entry) / unit,
                entry.offset() / unit,
                entry.bytes() / unit,
                shape,
                stored.code(),
                wanted.code(),
                kernels.device(),
                copy);
    }

    private static long fileBytes(TensorEntry entry) {
        try {
            return Files.size(entry.file());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static DType dtype(StoredType type) {
        return switch (type) {
            case F32 -> DType.FLOAT32;
            case F16 -> DType.FLOAT16;
            case BF16 -> DType.BFLOAT16;
            case BOOL, U8, I8, F8_E4M3, F8_E5M2, I16, U16, I32, U32, I64, U64, F64 ->
                    throw new AssertionError(type + " passed the audit");
        };
    }

    private static long[] longs(List<Long> shape) {
        return shape.stream().mapToLong(Long::longValue).toArray();
    }
}
