package instructblip.core.model;

import instructblip.core.checkpoint.CheckpointState;
import instructblip.core.checkpoint.ContentHash;
import instructblip.core.features.FeatureCache;
import instructblip.core.image.RgbImage;
import instructblip.core.kernel.Kernels;
import instructblip.core.kernel.Scope;
import instructblip.core.kernel.Tensor;
import instructblip.core.vision.VisionConfig;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The vision encoder's output in a cache on the disk. An entry's key names everything that decides
 * its bits: the pixels as they are read, how they are normalised, the encoder's weights and
 * settings, the dtype, and what this machine with this engine makes of a test picture.
 */
final class StoredFeatures {

    private final FeatureCache cache;
    private final Kernels kernels;
    private final String encoder;
    private final CheckpointState checkpoint;
    private final long[] shape;

    /**
     * @param cache that may be shared with other models
     * @param weights SHA-256 of the vision encoder's weights
     * @param checkpoint as it was when they were read
     */
    StoredFeatures(
            FeatureCache cache, ModelInsides model, String weights, CheckpointState checkpoint) {
        VisionConfig config = model.config().vision();
        this.cache = cache;
        this.checkpoint = checkpoint;
        this.kernels = model.parts().kernels();
        this.shape = new long[] {1, config.rows(), config.width()};
        this.encoder =
                String.join(
                        "\n",
                        weights,
                        config.toString(),
                        model.config().image().toString(),
                        kernels.dtype().toString(),
                        kernels.device().replaceFirst(":.*", ""),
                        testPicture(model));
    }

    /**
     * SHA-256 of the features of a picture that is always the same. Kernels, engine, instruction
     * set and device can all change a last bit, and a cache must not mix what they gave.
     */
    private String testPicture(ModelInsides model) {
        int side = model.config().vision().imageSize();
        byte[] rgb = new byte[3 * side * side];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) (i * 2654435761L >>> 13);
        }
        float[] pixels = new float[rgb.length];
        model.preprocessor().normalise(new RgbImage(side, side, rgb), pixels, 0);
        try (Scope scope = kernels.scope()) {
            Tensor features =
                    model.parts().vision().encode(scope, scope.tensor(pixels, 1, 3, side, side));
            return ContentHash.of(kernels.bytes(features));
        }
    }

    /**
     * @param scope that the features belong to
     * @return (1, N, D)
     */
    Optional<Tensor> find(Scope scope, DecodedImage image) {
        long bytes = shape[1] * shape[2] * kernels.dtype().bytes();
        return cache.find(key(image), Math.toIntExact(bytes))
                .map(found -> kernels.tensor(scope, found, shape));
    }

    /**
     * Keeps features for later runs, unless the checkpoint is no more the one that was read.
     *
     * @param features (1, N, D)
     */
    void keep(DecodedImage image, Tensor features) {
        if (checkpoint.changes().isEmpty()) {
            cache.keep(key(image), ByteBuffer.wrap(kernels.bytes(features)));
        }
    }

    private String key(DecodedImage image) {
        return ContentHash.of(encoder + "\n" + ContentHash.of(image.pixels().rgb()));
    }
}
