package instructblip.core.train;

import instructblip.core.checkpoint.WeightSpec;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Predicate;

/**
 * How AdamW is set.
 *
 * @param beta1 decay of the mean of gradients
 * @param beta2 decay of the mean of their squares
 * @param epsilon added to the root of the latter
 * @param weightDecay times the learning rate, taken off a weight in each step
 * @param decays which tensors that is done to
 * @param clip largest norm of all gradients together; larger ones are scaled down to it
 */
public record AdamWSettings(
        double beta1,
        double beta2,
        double epsilon,
        double weightDecay,
        Predicate<WeightSpec> decays,
        OptionalDouble clip) {

    private static final List<String> NOT_DECAYED =
            List.of("bias", "ln", "bn", "layernorm", "LayerNorm");

    /** What the paper and the authors' code state; no clipping. */
    public static AdamWSettings authors() {
        return new AdamWSettings(
                0.9, 0.999, 1e-8, 0.05, AdamWSettings::usuallyDecays, OptionalDouble.empty());
    }

    /**
     * The authors' rule (LAVIS {@code base_model.py}, {@code get_optimizer_params}): matrices and
     * tables, but no biases and norms.
     */
    public static boolean usuallyDecays(WeightSpec spec) {
        return spec.shape().size() >= 2 && NOT_DECAYED.stream().noneMatch(spec.name()::contains);
    }
}
