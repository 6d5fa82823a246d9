package instructblip.core.model;

import instructblip.core.checkpoint.Checkpoint;
import instructblip.core.checkpoint.WeightSpec;
import instructblip.core.kernel.DType;
import instructblip.core.kernel.Kernels;
import instructblip.core.kernel.NamedTensors;
import instructblip.core.kernel.TorchRuntime;
import instructblip.core.kernel.WeightLoader;
import instructblip.core.vision.VisionEncoder;
import java.util.List;
import java.util.Map;

/**
 * The parts of a model loaded to learn: those that gradients pass through on kernels that have
 * them, a vision encoder that does not learn on the fast ones.
 *
 * @param parts with their weights
 * @param learned tensors
 * @param loader that the learned tensors were handed to
 * @param fast kernels of a vision encoder that does not learn; {@code null} where it does
 */
record TrainingParts(ModelParts parts, NamedTensors learned, WeightLoader loader, Kernels fast)
        implements AutoCloseable {

    private static final String VISION = "vision_model.";
    private static final String VISION_NORM = "vision_model.post_layernorm.";

    /**
     * @param specs tensors that learn
     * @param beside tensors that learn with them and are no part of the checkpoint
     */
    static TrainingParts load(
            ModelConfig config,
            Checkpoint checkpoint,
            List<WeightSpec> specs,
            Map<WeightSpec, float[]> beside,
            String device,
            DType dtype) {
        Kernels kernels = Kernels.openForTraining(device, dtype);
        NamedTensors learned = NamedTensors.learning(kernels, checkpoint, specs, beside);
        WeightLoader loader = new WeightLoader(kernels, checkpoint, learned);
        boolean visionLearns =
                specs.stream()
                        .map(WeightSpec::name)
                        .anyMatch(name -> name.startsWith(VISION) && !name.startsWith(VISION_NORM));
        Kernels fast = visionLearns ? null : Kernels.openBesideTraining(device, dtype);
        VisionEncoder vision =
                visionLearns
                        ? new VisionEncoder(config.vision(), kernels, loader)
                        : new VisionEncoder(
                                config.vision(), fast, new WeightLoader(fast, checkpoint));
        ModelParts parts = ModelParts.behind(vision, config, checkpoint, kernels, loader);
        return new TrainingParts(parts, learned, loader, fast);
    }

    /** The vision encoder in training. */
    TrainingVision vision(ModelInsides model, String device) {
        return fast == null
                ? TrainingVision.learning(model)
                : TrainingVision.frozen(model, loader, fast, TorchRuntime.freeBytes(device));
    }

    @Override
    public void close() {
        learned.close();
        parts.close();
        if (fast != null) {
            fast.close();
        }
    }
}
