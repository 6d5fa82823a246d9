package instructblip.core.model;

import instructblip.core.checkpoint.Checkpoint;
import instructblip.core.kernel.Kernels;
import instructblip.core.kernel.WeightLoader;
import instructblip.core.language.LanguageModel;
import instructblip.core.qformer.LanguageProjection;
import instructblip.core.qformer.QFormer;
import instructblip.core.vision.VisionEncoder;

/**
 * The loaded parts, in the order of the data.
 *
 * @param kernels they run on
 * @param vision encoder
 * @param qformer that reads the image and, in InstructBLIP, the instruction
 * @param projection to the language model's width
 * @param language model
 */
record ModelParts(
        Kernels kernels,
        VisionEncoder vision,
        QFormer qformer,
        LanguageProjection projection,
        LanguageModel language)
        implements AutoCloseable {

    static ModelParts load(ModelConfig config, Checkpoint checkpoint, Kernels kernels) {
        WeightLoader loader = new WeightLoader(kernels, checkpoint);
        VisionEncoder vision = new VisionEncoder(config.vision(), kernels, loader);
        return behind(vision, config, checkpoint, kernels, loader);
    }

    /** Loads the parts that stand behind a vision encoder, which may run on other kernels. */
    static ModelParts behind(
            VisionEncoder vision,
            ModelConfig config,
            Checkpoint checkpoint,
            Kernels kernels,
            WeightLoader loader) {
        return new ModelParts(
                kernels,
                vision,
                new QFormer(config.qformer(), kernels, loader),
                new LanguageProjection(
                        config.qformer().width(), config.language().width(), kernels, loader),
                config.language().load(kernels, loader, checkpoint));
    }

    @Override
    public void close() {
        vision.close();
        qformer.close();
        projection.close();
        language.close();
        kernels.close();
    }
}
