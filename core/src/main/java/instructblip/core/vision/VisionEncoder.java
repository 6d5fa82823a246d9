package instructblip.core.vision;

import instructblip.core.checkpoint.WeightSpec;
import instructblip.core.kernel.Kernels;
import instructblip.core.kernel.Scope;
import instructblip.core.kernel.Tensor;
import instructblip.core.kernel.TensorList;
import instructblip.core.kernel.WeightLoader;
import java.util.ArrayList;
import java.util.List;

/**
 * The ViT with its closing layer norm (LAVIS {@code eva_vit.py} and {@code ln_vision}; {@code
 * InstructBlipVisionModel}).
 *
 * <p>B = images, S = side in pixels, N = patches + 1, D = width.
 */
public final class VisionEncoder implements AutoCloseable {

    private final VisionConfig config;
    private final Kernels kernels;
    private final TensorList weights;

    public VisionEncoder(VisionConfig config, Kernels kernels, WeightLoader loader) {
        this.config = config;
        this.kernels = kernels;
        this.weights = loader.load(weights(config));
    }

    /**
     * @param pixels (B, 3, S, S) normalised
     * @return (B, N, D)
     */
    public Tensor encode(Scope scope, Tensor pixels) {
        return call(scope, "vit", pixels);
    }

    /** As {@link #encode}, without the closing layer norm. */
    public Tensor layers(Scope scope, Tensor pixels) {
        return call(scope, "vit_layers", pixels);
    }

    private Tensor call(Scope scope, String kernel, Tensor pixels) {
        return kernels.call(
                scope,
                kernel,
                pixels,
                weights,
                config.heads(),
                config.patchSize(),
                config.activation().code(),
                config.epsilon());
    }

    /** The tensors it is made of, in the kernel's order. */
    public static List<WeightSpec> weights(VisionConfig config) {
        long width = config.width();
        long patch = config.patchSize();
        String embeddings = "vision_model.embeddings.";
        List<WeightSpec> specs = new ArrayList<>();
        specs.add(WeightSpec.matrix(embeddings + "patch_embedding.weight", width, 3, patch, patch));
        specs.add(WeightSpec.table(embeddings + "patch_embedding.bias", width));
        specs.add(WeightSpec.table(embeddings + "class_embedding", 1, 1, width));
        specs.add(WeightSpec.table(embeddings + "position_embedding", 1, config.rows(), width));
        specs.addAll(VisionNorm.weights(config));
        for (int i = 0; i < config.layers(); i++) {
            layer(specs, "vision_model.encoder.layers." + i + ".", config);
        }
        return WeightSpec.ofManyRows(specs);
    }

    private static void layer(List<WeightSpec> specs, String prefix, VisionConfig config) {
        long width = config.width();
        long mlp = config.mlpWidth();
        norm(specs, prefix + "layer_norm1", width);
        specs.add(WeightSpec.matrix(prefix + "self_attn.qkv.weight", 3 * width, width));
        specs.add(
                config.qkvBias()
                        ? WeightSpec.table(prefix + "self_attn.qkv.bias", 3 * width)
                        : WeightSpec.zeros(3 * width));
        dense(specs, prefix + "self_attn.projection", width, width);
        norm(specs, prefix + "layer_norm2", width);
        dense(specs, prefix + "mlp.fc1", mlp, width);
        dense(specs, prefix + "mlp.fc2", width, mlp);
    }

    private static void dense(List<WeightSpec> specs, String name, long out, long in) {
        specs.add(WeightSpec.matrix(name + ".weight", out, in));
        specs.add(WeightSpec.table(name + ".bias", out));
    }

    private static void norm(List<WeightSpec> specs, String name, long width) {
        specs.add(WeightSpec.table(name + ".weight", width));
        specs.add(WeightSpec.table(name + ".bias", width));
    }

    @Override
    public void close() {
        weights.close();
    }
}
