package instructblip.core.model;

import instructblip.core.clock.Stage;
import instructblip.core.clock.StageClock;
import instructblip.core.kernel.Kernels;
import instructblip.core.kernel.Scope;
import instructblip.core.kernel.Tensor;
import instructblip.core.kernel.TensorList;
import instructblip.core.language.Padding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * From images and instruction to the rows that the language model reads: ViT, Q-Former, projection,
 * then visual tokens in front of the prompt's embeddings.
 */
final class Perception {

    private final ModelParts parts;

    Perception(ModelParts parts) {
        this.parts = parts;
    }

    /** Where the vision encoder's output for a batch's distinct images comes from. */
    interface Vision {

        /** (U, N, D) in their order. */
        Tensor of(Scope scope, List<DecodedImage> images);
    }

    /**
     * @param samples with the same number of frames
     */
    Stages perceive(Scope scope, Vision vision, List<PreparedSample> samples) {
        Map<String, Integer> number = new LinkedHashMap<>();
        List<DecodedImage> distinct = new ArrayList<>();
        List<Integer> images = new ArrayList<>();
        List<int[]> instructions = new ArrayList<>();
        for (PreparedSample sample : samples) {
            for (DecodedImage frame : sample.images()) {
                if (number.putIfAbsent(frame.key(), distinct.size()) == null) {
                    distinct.add(frame);
                }
                images.add(number.get(frame.key()));
                instructions.add(sample.instruction());
            }
        }
        StageClock clock = parts.kernels().clock();
        Tensor seen = clock.time(Stage.VIT, () -> vision.of(scope, distinct));
        long[] looksAt = images.stream().mapToLong(Integer::longValue).toArray();
        Tensor queries =
                clock.time(Stage.QFORMER, () -> queries(scope, seen, looksAt, instructions));
        Tensor projected =
                clock.time(Stage.QFORMER, () -> parts.projection().project(scope, queries));
        return new Stages(
                seen,
                looksAt,
                queries,
                projected,
                clock.time(Stage.PREFILL, () -> rows(scope, samples, projected)),
                samples.stream().mapToInt(PreparedSample::positions).toArray());
    }

    private Tensor queries(Scope scope, Tensor seen, long[] looksAt, List<int[]> instructions) {
        try (TensorList keys = parts.qformer().keys(seen)) {
            return parts.qformer().query(scope, keys, looksAt, instructions);
        }
    }

    /** (B, P, D): visual tokens, prompt, padding. */
    private Tensor rows(Scope scope, List<PreparedSample> samples, Tensor projected) {
        Kernels kernels = parts.kernels();
        long[] shape = {samples.size(), samples.get(0).visualTokens(), parts.language().width()};
        Tensor visual = kernels.call(scope, "reshape", projected, shape);
        int longest = samples.stream().mapToInt(s -> s.prompt().length).max().orElseThrow();
        if (longest == 0) {
            return visual;
        }
        int[][] prompts =
                samples.stream()
                        .map(sample -> Arrays.copyOf(sample.prompt(), longest))
                        .toArray(int[][]::new);
        Tensor text = parts.language().embed(scope, Padding.ids(scope, prompts));
        return kernels.call(scope, "join", visual, text);
    }
}
