package instructblip.core.model;

import instructblip.core.checkpoint.WeightSpec;
import instructblip.core.kernel.Kernels;
import instructblip.core.kernel.NamedTensors;
import instructblip.core.kernel.Scope;
import instructblip.core.kernel.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Classifiers on the vision encoder's output, for an encoder that begins from nothing: one per
 * label of an image, which weighs the rows by a learned query and reads the class from their mean.
 * They learn with the model and are no part of its checkpoint.
 */
public final class LabelHeads {

    private static final double DEVIATION = 0.02;
    private static final String PREFIX = "label_heads.";

    private final int labels;
    private final int classes;

    /**
     * @param labels of an image
     * @param classes of the label that has most
     */
    public LabelHeads(int labels, int classes) {
        this.labels = labels;
        this.classes = classes;
    }

    /** No classifiers: a model learns to answer. */
    static final LabelHeads NONE = new LabelHeads(0, 0);

    /** Their tensors as they begin; none where there are no labels. */
    Map<WeightSpec, float[]> tensors(int width, long seed) {
        Map<WeightSpec, float[]> tensors = new LinkedHashMap<>();
        if (labels > 0) {
            draw(tensors, WeightSpec.table(PREFIX + "query", labels, width), seed);
            draw(tensors, WeightSpec.table(PREFIX + "weight", labels, width, classes), seed);
        }
        return tensors;
    }

    private static void draw(Map<WeightSpec, float[]> tensors, WeightSpec spec, long seed) {
        tensors.put(spec, InitialWeights.drawn(spec, DEVIATION, seed));
    }

    /**
     * The negative log-likelihoods of all classes that are known.
     *
     * @param seen (B, N, D) of the vision encoder
     * @param batch a class per label, -1 where it is not known
     * @return one number per known class
     */
    Tensor losses(Scope scope, NamedTensors learned, Tensor seen, List<int[]> batch) {
        Kernels kernels = learned.kernels();
        List<Long> rows = new ArrayList<>();
        List<Long> known = new ArrayList<>();
        for (int b = 0; b < batch.size(); b++) {
            for (int label = 0; label < labels; label++) {
                if (batch.get(b)[label] >= 0) {
                    rows.add((long) b * labels + label);
                    known.add((long) batch.get(b)[label]);
                }
            }
        }
        Tensor logits =
                kernels.call(
                        scope,
                        "label_logits",
                        seen,
                        learned.tensor(PREFIX + "query"),
                        learned.tensor(PREFIX + "weight"));
        return kernels.call(scope, "losses", logits, tensor(scope, rows), tensor(scope, known));
    }

    private static Tensor tensor(Scope scope, List<Long> numbers) {
        return scope.tensor(numbers.stream().mapToLong(Long::longValue).toArray(), numbers.size());
    }
}
