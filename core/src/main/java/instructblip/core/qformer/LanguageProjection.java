package instructblip.core.qformer;

import instructblip.core.checkpoint.WeightSpec;
import instructblip.core.kernel.Kernels;
import instructblip.core.kernel.Scope;
import instructblip.core.kernel.Tensor;
import instructblip.core.kernel.TensorList;
import instructblip.core.kernel.WeightLoader;
import java.util.List;

/** The linear layer from the Q-Former's width to the language model's. */
public final class LanguageProjection implements AutoCloseable {

    private final Kernels kernels;
    private final TensorList weights;

    /**
     * @param width of the Q-Former
     * @param languageWidth of the language model
     */
    public LanguageProjection(int width, int languageWidth, Kernels kernels, WeightLoader loader) {
        this.kernels = kernels;
        this.weights = loader.load(weights(width, languageWidth));
    }

    /** (B, Q, D) to (B, Q, D of the language model). */
    public Tensor project(Scope scope, Tensor queries) {
        return kernels.call(scope, "linear", queries, weights);
    }

    public static List<WeightSpec> weights(int width, int languageWidth) {
        return List.of(
                WeightSpec.matrix("language_projection.weight", languageWidth, width),
                WeightSpec.table("language_projection.bias", languageWidth));
    }

    @Override
    public void close() {
        weights.close();
    }
}
