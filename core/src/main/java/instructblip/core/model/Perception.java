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
import java.util.function.Supplier;

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
     * What the rows of a batch look at.
     *
     * @param images distinct ones
     * @param looksAt the index of each row's image among them
     * @param instructions of each row
     */
    private record Looks(List<DecodedImage> images, long[] looksAt, List<int[]> instructions) {

        static Looks of(List<PreparedSample> samples) {
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
            long[] looksAt = images.stream().mapToLong(Integer::longValue).toArray();
            return new Looks(distinct, looksAt, instructions);
        }
    }

    /**
     * @param samples with the same number of frames
     */
    Stages perceive(Scope scope, Vision vision, List<PreparedSample> samples) {
        Looks looks = Looks.of(samples);
        Tensor seen = parts.kernels().clock().time(Stage.VIT, () -> vision.of(scope, looks.images));
        return behind(scope, samples, looks, seen, () -> parts.qformer().keys(seen));
    }

    /**
     * As {@link #perceive}, in the way that is fast where a derivative is wanted; the stages'
     * vision may lack the closing norm.
     */
    Stages learn(Scope scope, TrainingVision vision, List<PreparedSample> samples) {
        Looks looks = Looks.of(samples);
        Seen seen = vision.seen(scope, looks.images);
        return behind(
                scope,
                samples,
                looks,
                seen.rows(),
                () -> seen.keys(scope, parts.qformer(), looks.looksAt));
    }

    private Stages behind(
            Scope scope,
            List<PreparedSample> samples,
            Looks looks,
            Tensor seen,
            Supplier<TensorList> keys) {
        StageClock clock = parts.kernels().clock();
        Tensor queries = clock.time(Stage.QFORMER, () -> queries(scope, keys, looks));
        Tensor projected =
                clock.time(Stage.QFORMER, () -> parts.projection().project(scope, queries));
        return new Stages(
                seen,
                looks.looksAt,
                queries,
                projected,
                clock.time(Stage.PREFILL, () -> rows(scope, samples, projected)),
                samples.stream().mapToInt(PreparedSample::positions).toArray());
    }

    private Tensor queries(Scope scope, Supplier<TensorList> keys, Looks looks) {
        try (TensorList made = keys.get()) {
            return parts.qformer().query(scope, made, looks.looksAt, looks.instructions);
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
