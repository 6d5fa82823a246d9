package instructblip.core.checkpoint;

import java.util.Locale;

/** The three parts that a checkpoint's tensors belong to, in the order of the data. */
public enum ModelPart {
    VISION,
    /** Queries and projection are learned with the Q-Former and counted with it. */
    QFORMER,
    LANGUAGE;

    /** The part that a tensor belongs to, by its name. */
    public static ModelPart of(String tensor) {
        if (tensor.startsWith("vision_model.")) {
            return VISION;
        }
        return tensor.startsWith("language_model.") ? LANGUAGE : QFORMER;
    }

    /** As in reports and manifests. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
