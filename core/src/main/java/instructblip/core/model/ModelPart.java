package instructblip.core.model;

import java.util.List;

/** The three parts that a checkpoint's tensors belong to. */
final class ModelPart {

    static final String VISION = "vision";
    static final String QFORMER = "qformer";
    static final String LANGUAGE = "language";

    /** In the order of the data. */
    static final List<String> NAMES = List.of(VISION, QFORMER, LANGUAGE);

    private ModelPart() {}

    /** Queries and projection are learned with the Q-Former and counted with it. */
    static String of(String tensor) {
        if (tensor.startsWith("vision_model.")) {
            return VISION;
        }
        return tensor.startsWith("language_model.") ? LANGUAGE : QFORMER;
    }
}
