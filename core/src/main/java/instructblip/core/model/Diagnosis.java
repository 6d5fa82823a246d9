package instructblip.core.model;

import instructblip.core.kernel.Kernels;
import instructblip.core.kernel.Scope;
import instructblip.core.kernel.Tensor;
import java.util.stream.LongStream;

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
        String part;
        if (!finite(scope, stages.vision(), 0, stages.vision().size(0))
                && !finite(scope, stages.queries(), sample * frames, frames)) {
            part = "vision encoder";
        } else if (!finite(scope, stages.queries(), sample * frames, frames)) {
            part = "Q-Former";
        } else if (!finite(scope, stages.projected(), sample * frames, frames)) {
            part = "projection";
        } else {
            part = "language model";
        }
        return "the " + part + " gives numbers that are not finite (overflow, or broken weights)";
    }

    private boolean finite(Scope scope, Tensor tensor, int from, int count) {
        long[] rows = kernels.call(scope, "finite_rows", tensor).longs();
        return LongStream.of(rows).skip(from).limit(count).allMatch(row -> row == 1);
    }
}
