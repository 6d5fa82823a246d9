package instructblip.core.model;

import instructblip.core.checkpoint.Checkpoint;
import instructblip.core.checkpoint.StoredType;
import instructblip.core.checkpoint.TensorEntry;
import instructblip.core.kernel.EngineException;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The compute dtype where the user names none: on a GPU the 16-bit type that the weights are stored
 * in, else float32; on a CPU float32, and bfloat16 only where float32 does not fit in memory.
 */
final class PrecisionChoice {

    private final String device;
    private final Checkpoint checkpoint;
    private final long freeBytes;

    /**
     * @param device {@code cpu} or {@code cuda:N}
     * @param freeBytes of the device
     */
    PrecisionChoice(String device, Checkpoint checkpoint, long freeBytes) {
        this.device = device;
        this.checkpoint = checkpoint;
        this.freeBytes = freeBytes;
    }

    /**
     * @param asked by the user
     * @param notes takes a remark where the choice is not the usual one
     * @throws EngineException when the weights do not fit in the device's memory
     */
    Precision resolve(Optional<Precision> asked, Consumer<String> notes) {
        Precision chosen = asked.orElseGet(() -> device.equals("cpu") ? forCpu(notes) : stored());
        MemoryNeed need = need(chosen);
        if (need.isHopeless()) {
            MemoryNeed half = need(Precision.BFLOAT16);
            throw new EngineException(
                    "The weights take %s in %s and %s of memory are free on %s; expected a machine with more%s."
                            .formatted(
                                    gigabytes(need.weightBytes()),
                                    chosen,
                                    gigabytes(freeBytes),
                                    device,
                                    chosen == Precision.FLOAT32 && half.fits()
                                            ? ", or --dtype bfloat16"
                                            : ""));
        }
        return chosen;
    }

    private Precision forCpu(Consumer<String> notes) {
        MemoryNeed need = need(Precision.FLOAT32);
        if (need.fits()) {
            return Precision.FLOAT32;
        }
        notes.accept(
                "float32 needs about %s and %s are free: computing in bfloat16"
                        .formatted(gigabytes(need.neededBytes()), gigabytes(freeBytes)));
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

    private MemoryNeed need(Precision precision) {
        return MemoryNeed.of(checkpoint, precision, freeBytes);
    }

    private static String gigabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
    }
}
