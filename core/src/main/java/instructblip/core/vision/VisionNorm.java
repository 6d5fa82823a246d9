package instructblip.core.vision;

import instructblip.core.checkpoint.WeightSpec;
import instructblip.core.kernel.Kernels;
import instructblip.core.kernel.Scope;
import instructblip.core.kernel.Tensor;
import instructblip.core.kernel.TensorList;
import instructblip.core.kernel.WeightLoader;
import java.util.List;

/**
 * The closing layer norm of the vision encoder on its own ({@code ln_vision} of the authors' code),
 * which learns while the encoder's layers do not.
 */
public final class VisionNorm implements AutoCloseable {

    private final double epsilon;
    private final Kernels kernels;
    private final TensorList weights;

    public VisionNorm(VisionConfig config, Kernels kernels, WeightLoader loader) {
        this.epsilon = config.epsilon();
        this.kernels = kernels;
        this.weights = loader.load(weights(config));
    }

    /**
     * @param layers (B, N, D) of {@link VisionEncoder#layers}
     * @return (B, N, D)
     */
    public Tensor norm(Scope scope, Tensor layers) {
        return kernels.call(scope, "layer_norm", layers, weights, epsilon);
    }

    /** As {@link #norm}, without {@link #scaling}. */
    public Tensor standardised(Scope scope, Tensor layers) {
        return kernels.call(scope, "standardised", layers, epsilon);
    }

    /** Weight and bias. */
    public TensorList scaling() {
        return weights;
    }

    /** Its two tensors. */
    public static List<WeightSpec> weights(VisionConfig config) {
        return List.of(
                WeightSpec.table("vision_model.post_layernorm.weight", config.width()),
                WeightSpec.table("vision_model.post_layernorm.bias", config.width()));
    }

    @Override
    public void close() {
        weights.close();
    }
}
