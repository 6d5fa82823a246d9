package instructblip.core.model;

import instructblip.core.kernel.Kernels;
import instructblip.core.kernel.Scope;
import instructblip.core.kernel.Tensor;
import instructblip.core.kernel.WeightLoader;
import instructblip.core.vision.VisionConfig;
import instructblip.core.vision.VisionNorm;
import java.util.List;

/**
 * The vision encoder in training. Where its layers do not learn, an image goes through them once,
 * and what it becomes does not depend on others, so that a run that is taken up again finds the
 * same numbers; only the closing norm is computed in every step.
 */
final class TrainingVision implements Perception.Vision, AutoCloseable {

    /** Features that are kept take at most this share of the free memory. */
    private static final int MEMORY_SHARE = 4;

    private final ModelInsides model;
    private final VisionFeatures frozen;
    private final VisionNorm norm;

    private TrainingVision(ModelInsides model, VisionFeatures frozen, VisionNorm norm) {
        this.model = model;
        this.frozen = frozen;
        this.norm = norm;
    }

    /** Of an encoder whose layers learn, which is loaded with those tensors. */
    static TrainingVision learning(ModelInsides model) {
        return new TrainingVision(model, null, null);
    }

    /**
     * @param loader of the tensors that learn
     * @param encoding kernels of the encoder
     * @param freeBytes memory that is free
     */
    static TrainingVision frozen(
            ModelInsides model, WeightLoader loader, Kernels encoding, long freeBytes) {
        VisionConfig config = model.config().vision();
        Kernels kernels = model.parts().kernels();
        long perImage = (long) config.rows() * config.width() * kernels.dtype().bytes();
        int kept = (int) Math.min(1 << 20, 1 + freeBytes / MEMORY_SHARE / perImage);
        return new TrainingVision(
                model,
                VisionFeatures.independent(model, model.parts().vision()::layers, encoding, kept),
                new VisionNorm(config, kernels, loader));
    }

    @Override
    public Tensor of(Scope scope, List<DecodedImage> images) {
        return seen(scope, images).normed(scope);
    }

    /**
     * @param images distinct ones by key
     */
    Seen seen(Scope scope, List<DecodedImage> images) {
        if (frozen != null) {
            return new Seen(frozen.of(scope, images), norm);
        }
        int side = model.config().vision().imageSize();
        Tensor pixels = DecodedImage.batch(scope, images, model.preprocessor(), side);
        return new Seen(model.parts().vision().encode(scope, pixels), null);
    }

    @Override
    public void close() {
        if (frozen != null) {
            frozen.close();
            norm.close();
        }
    }
}
