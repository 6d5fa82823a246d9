package instructblip.core.model;

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
        Tensor seen = vision.of(scope, distinct);
        Tensor queries;
        try (TensorList keys = parts.qformer().keys(seen)) {
            queries =
                    parts.qformer()
                            .query(
                                    scope,
                                    keys,
                                    images.stream().mapToLong(Integer::longValue).toArray(),
                                    instructions);
        }
        Tensor projected = parts.projection().project(scope, queries);
        return rows(scope, samples, new Stages(seen, queries, projected, null, null));
    }

    private Stages rows(Scope scope, List<PreparedSample> samples, Stages soFar) {
        Kernels kernels = parts.kernels();
        int visual = samples.get(0).visualTokens();
        int longest = samples.stream().mapToInt(s -> s.prompt().length).max().orElseThrow();
        int[][] prompts = new int[samples.size()][];
        int[] lengths = new int[samples.size()];
        for (int b = 0; b < prompts.length; b++) {
            int[] prompt = samples.get(b).prompt();
            prompts[b] = Arrays.copyOf(prompt, longest);
            lengths[b] = visual + prompt.length;
        }
        Tensor frames =
                kernels.call(
                        scope,
                        "reshape",
                        soFar.projected(),
                        new long[] {samples.size(), visual, parts.language().width()});
        Tensor rows = frames;
        if (longest > 0) {
            Tensor text = parts.language().embed(scope, Padding.ids(scope, prompts));
            rows = kernels.call(scope, "join", frames, text);
        }
        return new Stages(soFar.vision(), soFar.queries(), soFar.projected(), rows, lengths);
    }
}
