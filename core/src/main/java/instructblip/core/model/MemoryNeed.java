package instructblip.core.model;

import instructblip.core.checkpoint.Checkpoint;
import instructblip.core.checkpoint.CheckpointException;
import instructblip.core.checkpoint.TensorEntry;
import instructblip.core.kernel.TorchRuntime;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * What a checkpoint's weights take in one compute dtype, against what a device has free now. A
 * container's limit counts as its memory.
 *
 * @param precision compute dtype
 * @param weightBytes of the weights alone
 * @param freeBytes of the device
 */
public record MemoryNeed(Precision precision, long weightBytes, long freeBytes) {

    /** A tensor that is being packed is there twice, and activations need room. */
    private static final double WORKING_SPACE = 1.1;

    static MemoryNeed of(Checkpoint checkpoint, Precision precision, long freeBytes) {
        long elements = checkpoint.entries().stream().mapToLong(TensorEntry::elements).sum();
        return new MemoryNeed(precision, elements * precision.dtype().bytes(), freeBytes);
    }

    /**
     * The needs of a folder's weights in every dtype.
     *
     * @param device {@code cpu} or {@code cuda:N}
     * @throws CheckpointException when the weights' headers cannot be read
     */
    public static List<MemoryNeed> of(Path folder, String device) {
        Checkpoint checkpoint = Checkpoint.open(folder);
        long free = TorchRuntime.freeBytes(device);
        return Arrays.stream(Precision.values())
                .map(precision -> of(checkpoint, precision, free))
                .toList();
    }

    /** With room to work in. */
    public long neededBytes() {
        return (long) (weightBytes * WORKING_SPACE);
    }

    /** Whether the model will run. */
    public boolean fits() {
        return neededBytes() <= freeBytes;
    }

    /** Whether not even the weights fit: the system would end the process while it loads. */
    boolean isHopeless() {
        return weightBytes > freeBytes;
    }
}
