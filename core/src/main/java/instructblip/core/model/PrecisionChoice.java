package instructblip.core.model;

import instructblip.core.checkpoint.Checkpoint;
import instructblip.core.checkpoint.StoredType;
import instructblip.core.checkpoint.TensorEntry;
import instructblip.core.kernel.MachineMemory;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The compute dtype where the user names none: on a GPU the 16-bit type that the weights are stored
 * in, else float32; on a CPU float32, and bfloat16 only where float32 does not fit in memory.
 */
final class PrecisionChoice {

    /**
     * Packing a tensor needs its mapping and its packed form at once, and activations need room.
     */
    private static final double WORKING_SPACE = 1.1;

    private final String device;
    private final Checkpoint checkpoint;
    private final Consumer<String> notes;

    PrecisionChoice(String device, Checkpoint checkpoint, Consumer<String> notes) {
        this.device = device;
        this.checkpoint = checkpoint;
        this.notes = notes;
    }

    Precision resolve(Optional<Precision> asked) {
        if (asked.isPresent()) {
            return asked.get();
        }
        return device.equals("cpu") ? forCpu() : stored();
    }

    private Precision forCpu() {
        long available = MachineMemory.availableBytes();
        long elements = checkpoint.entries().stream().mapToLong(TensorEntry::elements).sum();
        long needed = (long) (elements * 4 * WORKING_SPACE);
        if (needed <= available) {
            return Precision.FLOAT32;
        }
        notes.accept(
                "float32 needs about %.1f GB and %.1f GB are free: computing in bfloat16"
                                .formatted(needed / 1e9, available / 1e9)
                        + " (--dtype float32 insists)");
        return Precision.BFLOAT16;
    }

    private Precision stored() {
        Map<StoredType, Long> bytes = new EnumMap<>(StoredType.class);
        for (TensorEntry entry : checkpoint.entries()) {
            bytes.merge(entry.dtype(), entry.bytes(), Long::sum);
        }
        StoredType most =
                bytes.entrySet().stream()
                        .max(Comparator.comparingLong(Map.Entry::getValue))
                        .orElseThrow()
                        .getKey();
        if (most == StoredType.F16) {
            return Precision.FLOAT16;
        }
        return most == StoredType.BF16 ? Precision.BFLOAT16 : Precision.FLOAT32;
    }
}
