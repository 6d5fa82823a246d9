package instructblip.core.train;

import instructblip.core.kernel.Kernels;
import instructblip.core.kernel.NamedTensors;
import instructblip.core.kernel.TensorList;
import java.util.Map;

/** AdamW in torch's order of operations ({@code torch.optim.AdamW}). */
final class AdamW implements AutoCloseable {

    private final Kernels kernels;
    private final NamedTensors learned;
    private final AdamWSettings settings;
    private final double[] decays;
    private final NamedTensors first;
    private final NamedTensors second;
    private int steps;

    AdamW(Kernels kernels, NamedTensors learned, AdamWSettings settings) {
        this.kernels = kernels;
        this.learned = learned;
        this.settings = settings;
        this.decays =
                learned.specs().stream()
                        .mapToDouble(
                                spec -> settings.decays().test(spec) ? settings.weightDecay() : 0)
                        .toArray();
        this.first = learned.zeros();
        this.second = learned.zeros();
    }

    /** Steps made so far. */
    int steps() {
        return steps;
    }

    /** What it remembers of gradients and of their squares, by the beginning of stored names. */
    Map<String, NamedTensors> means() {
        return Map.of("first/", first, "second/", second);
    }

    /** Takes a number of steps for made; the means are those behind them. */
    void goOnFrom(int made) {
        steps = made;
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
                first.list(),
                second.list(),
                steps,
                learningRate,
                settings.beta1(),
                settings.beta2(),
                settings.epsilon(),
                decays);
    }

    @Override
    public void close() {
        first.close();
        second.close();
    }
}
