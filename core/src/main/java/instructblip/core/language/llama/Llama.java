package instructblip.core.language.llama;

import instructblip.core.checkpoint.Checkpoint;
import instructblip.core.checkpoint.WeightSpec;
import instructblip.core.kernel.Kernels;
import instructblip.core.kernel.Scope;
import instructblip.core.kernel.Tensor;
import instructblip.core.kernel.TensorList;
import instructblip.core.kernel.WeightLoader;
import instructblip.core.language.LanguageModel;
import instructblip.core.language.Padding;
import instructblip.core.language.TokenTree;
import instructblip.core.language.TreeSize;
import instructblip.core.request.LanguageFamily;
import java.util.Arrays;
import java.util.List;

/**
 * The decoder of Vicuna ({@code transformers} {@code modeling_llama.py}): visual tokens, then the
 * prompt with its leading start token, then what is written.
 */
public final class Llama implements LanguageModel {

    private final LlamaConfig config;
    private final Kernels kernels;
    private final Scope scope;
    private final TensorList weights;
    private final Tensor embedding;
    private final Tensor frequencies;

    public Llama(LlamaConfig config, Kernels kernels, WeightLoader loader) {
        this.config = config;
        this.kernels = kernels;
        this.scope = kernels.scope();
        List<WeightSpec> specs = LlamaWeights.of(config);
        this.embedding = loader.load(scope, specs.get(0));
        this.weights = scope.own(loader.load(specs, List.of(embedding)));
        this.frequencies =
                kernels.call(
                        scope,
                        "llama_frequencies",
                        config.theta(),
                        config.headWidth(),
                        kernels.device());
    }

    /** The tensors that a checkpoint holds for it. */
    public static List<WeightSpec> weights(LlamaConfig config) {
        return LlamaWeights.of(config);
    }

    /** Pairs of stored tensors of which the first is a copy of the second and must equal it. */
    public static List<List<String>> copies(LlamaConfig config, Checkpoint checkpoint) {
        return config.tied() && checkpoint.find(LlamaWeights.HEAD).isPresent()
                ? List.of(List.of(LlamaWeights.HEAD, LlamaWeights.EMBEDDING))
                : List.of();
    }

    @Override
    public LanguageFamily family() {
        return LanguageFamily.LLAMA;
    }

    @Override
    public int width() {
        return config.width();
    }

    @Override
    public int vocabulary() {
        return config.vocabulary();
    }

    @Override
    public long bytesPerPosition() {
        return 2L * config.layers() * config.keyWidth() * kernels.dtype().bytes();
    }

    @Override
    public List<Integer> startTokens() {
        return List.of();
    }

    @Override
    public Tensor embed(Scope target, Tensor ids) {
        return kernels.call(target, "embed", ids, embedding);
    }

    @Override
    public TokenTree read(Scope target, Tensor rows, int[] lengths, TreeSize size) {
        return new LlamaTree(this, target, rows, lengths, size);
    }

    @Override
    public int[] lesson(int[] prompt, int[] answer) {
        int[] ids = Arrays.copyOf(prompt, prompt.length + answer.length - 1);
        System.arraycopy(answer, 0, ids, prompt.length, answer.length - 1);
        return ids;
    }

    @Override
    public Tensor predict(Scope target, Tensor rows, int[] lengths, List<int[]> answers) {
        int longest = answers.stream().mapToInt(answer -> answer.length).max().orElseThrow();
        int[][] positions = new int[lengths.length][longest];
        for (int b = 0; b < lengths.length; b++) {
            for (int i = 0; i < longest; i++) {
                int position = lengths[b] - answers.get(b).length + i;
                positions[b][i] = Math.min(position, lengths[b] - 1);
            }
        }
        try (Scope pass = target.inner()) {
            TensorList store =
                    pass.own(
                            kernels.list(
                                    "llama_store",
                                    rows,
                                    config.layers(),
                                    rows.size(1),
                                    config.keyWidth()));
            return prefill(target, rows, Padding.ids(pass, positions), store);
        }
    }

    /** Reads rows into a store that is empty; (B, r) positions to their logits (B, r, V). */
    Tensor prefill(Scope target, Tensor rows, Tensor positions, TensorList store) {
        return kernels.call(
                target,
                "llama_prefill",
                rows,
                positions,
                store,
                frequencies,
                weights,
                config.heads(),
                config.groups(),
                config.activation().code(),
                config.epsilon(),
                kernels.dropout(config.attentionDropout()));
    }

    LlamaConfig config() {
        return config;
    }

    Kernels kernels() {
        return kernels;
    }

    TensorList weights() {
        return weights;
    }

    Tensor frequencies() {
        return frequencies;
    }

    @Override
    public void close() {
        scope.close();
    }
}
