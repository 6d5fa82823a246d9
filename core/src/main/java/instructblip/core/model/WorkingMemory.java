package instructblip.core.model;

import instructblip.core.kernel.TorchRuntime;

/** How much memory samples may take that are answered together. */
final class WorkingMemory {

    /** Of free memory: the estimate is rough, and others want memory as well. */
    private static final int SHARE = 4;

    private static final long LEAST = 64L << 20;

    /** Beyond these, larger parts gain nothing. */
    private static final long MOST_ON_CPU = 2L << 30;

    private static final long MOST_ON_GPU = 8L << 30;

    /** Rows that are alive at once in a layer, in widths: feed-forward parts are the widest. */
    private static final int WIDTHS = 20;

    private WorkingMemory() {}

    /**
     * Bytes by the memory that is free now.
     *
     * @param device {@code cpu} or {@code cuda:N}
     */
    static long suggestedBytes(String device) {
        return bytes(
                TorchRuntime.freeBytes(device), device.equals("cpu") ? MOST_ON_CPU : MOST_ON_GPU);
    }

    /** A power of two, so that a machine with a little more free memory divides batches alike. */
    static long bytes(long free, long most) {
        long share = Long.highestOneBit(Math.max(1, free / SHARE));
        return Math.max(LEAST, Math.min(most, share));
    }

    /** A plan that knows what a position takes. */
    static BatchPlan plan(ModelParts parts) {
        long width = parts.language().width();
        return new BatchPlan(
                parts.language().bytesPerPosition(),
                WIDTHS * width * parts.kernels().dtype().bytes());
    }
}
