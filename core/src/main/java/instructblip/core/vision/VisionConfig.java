package instructblip.core.vision;

import instructblip.core.checkpoint.ConfigNode;
import instructblip.core.kernel.Activation;

/**
 * Sizes of the vision encoder ({@code vision_config}); absent keys have the defaults of {@code
 * InstructBlipVisionConfig}.
 *
 * @param width of a row
 * @param mlpWidth of the feed-forward part
 * @param layers count
 * @param heads of attention
 * @param imageSize side of the square image in pixels
 * @param patchSize side of a patch in pixels
 * @param activation of the feed-forward part
 * @param epsilon of the layer norms, the final one included
 * @param qkvBias whether queries, keys and values have a bias
 */
public record VisionConfig(
        int width,
        int mlpWidth,
        int layers,
        int heads,
        int imageSize,
        int patchSize,
        Activation activation,
        double epsilon,
        boolean qkvBias) {

    /** Far above what any vision encoder reads. */
    private static final int MAX_SIDE = 4096;

    public static VisionConfig of(ConfigNode config) {
        VisionConfig vision =
                new VisionConfig(
                        config.count("hidden_size", 1408),
                        config.count("intermediate_size", 6144),
                        config.layers("num_hidden_layers", 39),
                        config.count("num_attention_heads", 16),
                        config.count("image_size", 224),
                        config.count("patch_size", 14),
                        Activation.of(config, "hidden_act", "gelu"),
                        config.real("layer_norm_eps", 1e-6),
                        config.flag("qkv_bias", true));
        if (vision.width % vision.heads != 0) {
            throw config.fault(
                    "hidden_size", "a multiple of num_attention_heads (" + vision.heads + ")");
        }
        if (vision.imageSize > MAX_SIDE || vision.imageSize % vision.patchSize != 0) {
            throw config.fault(
                    "image_size",
                    "a multiple of patch_size (%d), at most %d"
                            .formatted(vision.patchSize, MAX_SIDE));
        }
        return vision;
    }

    /** Rows that an image becomes: its patches and one for the whole. */
    public int rows() {
        int side = imageSize / patchSize;
        return 1 + side * side;
    }
}
