package instructblip.core.train;

import instructblip.core.kernel.Kernels;
import instructblip.core.kernel.LearnedTensors;
import instructblip.core.kernel.Scope;
import instructblip.core.kernel.TensorList;

/** AdamW in torch's order of operations ({@code torch.optim.AdamW}). */
final class AdamW implements AutoCloseable {

    private final Kernels kernels;
    private final LearnedTensors learned;
    private final AdamWSettings settings;
    private final double[] decays;
    private final Scope scope;
    private final TensorList first;
    private final TensorList second;
    private int steps;

    AdamW(Kernels kernels, LearnedTensors learned, AdamWSettings settings) {
        this.kernels = kernels;
        this.learned = learned;
        this.settings = settings;
        this.decays =
                learned.specs().stream()
                        .mapToDouble(
                                spec -> settings.decays().test(spec) ? settings.weightDecay() : 0)
                        .toArray();
        this.scope = kernels.scope();
        this.first = scope.own(kernels.list("zeros_like", learned.list()));
        this.second = scope.own(kernels.list("zeros_like", learned.list()));
    }

    /** Steps made so far. */
    int steps() {
        return steps;
    }

    /**
     * @param gradients in the order of the learned tensors
     */
    void step(TensorList gradients, double learningRate) {
        steps++;
        kernels.run(
                "adamw",
                learned.list(),
                gradients,
                first,
                second,
                steps,
                learningRate,
                settings.beta1(),
                settings.beta2(),
                settings.epsilon(),
                decays);
    }

    @Override
    public void close() {
        scope.close();
    }
}
