package instructblip.core.model;

import instructblip.core.kernel.Kernels;
import instructblip.core.kernel.Scope;
import instructblip.core.kernel.Tensor;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Names the first part whose numbers are not finite. */
final class Diagnosis {

    private final Kernels kernels;

    Diagnosis(Kernels kernels) {
        this.kernels = kernels;
    }

    /**
     * @param sample number within the batch
     * @param frames per sample
     */
    String firstFault(Scope scope, Stages stages, int sample, int frames) {
        int[] mine = IntStream.range(sample * frames, (sample + 1) * frames).toArray();
        int[] images = Arrays.stream(mine).map(row -> (int) stages.images()[row]).toArray();
        String part;
        if (!finite(scope, stages.vision(), images)) {
            part = "vision encoder";
        } else if (!finite(scope, stages.queries(), mine)) {
            part = "Q-Former";
        } else if (!finite(scope, stages.projected(), mine)) {
            part = "projection";
        } else {
            part = "language model";
        }
        return "the " + part + " gives numbers that are not finite (overflow, or broken weights)";
    }

    private boolean finite(Scope scope, Tensor tensor, int[] rows) {
        long[] finite = kernels.call(scope, "finite_rows", tensor).longs();
        return Arrays.stream(rows).allMatch(row -> finite[row] == 1);
    }
}
