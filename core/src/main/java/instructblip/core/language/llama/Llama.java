package instructblip.core.language.llama;

import instructblip.core.checkpoint.Checkpoint;
import instructblip.core.checkpoint.WeightSpec;
import instructblip.core.kernel.Kernels;
import instructblip.core.kernel.Scope;
import instructblip.core.kernel.Tensor;
import instructblip.core.kernel.TensorList;
import instructblip.core.kernel.WeightLoader;
import instructblip.core.language.DecoderLesson;
import instructblip.core.language.DecoderStack;
import instructblip.core.language.DecoderTree;
import instructblip.core.language.LanguageModel;
import instructblip.core.language.TokenTree;
import instructblip.core.language.TreeSize;
import instructblip.core.request.LanguageFamily;
import java.util.List;

/**
 * The decoder of Vicuna ({@code transformers} {@code modeling_llama.py}): visual tokens, then the
 * prompt with its leading start token, then what is written.
 */
public final class Llama implements LanguageModel, DecoderStack {

    private final LlamaConfig config;
    private final Kernels kernels;
    private final Scope scope;
    private final TensorList weights;
    private final Tensor embedding;
    private final Tensor frequencies;

    public Llama(LlamaConfig config, Kernels kernels, WeightLoader loader, Checkpoint checkpoint) {
        this.config = config;
        this.kernels = kernels;
        this.scope = kernels.scope();
        List<WeightSpec> specs = LlamaWeights.of(config, checkpoint);
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

    /** The tensors that a checkpoint holds for it; a tied output layer may be left out. */
    public static List<WeightSpec> weights(LlamaConfig config, Checkpoint checkpoint) {
        return LlamaWeights.of(config, checkpoint);
    }

    /** Pairs of stored tensors of which the first is a copy of the second and must equal it. */
    public static List<List<String>> copies(LlamaConfig config, Checkpoint checkpoint) {
        return LlamaWeights.outputLayer(config).copies(checkpoint);
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
        return new DecoderTree(kernels, this, target, rows, lengths, size);
    }

    @Override
    public int[] lesson(int[] prompt, int[] answer) {
        return DecoderLesson.ids(prompt, answer);
    }

    @Override
    public Tensor predict(Scope target, Tensor rows, int[] lengths, List<int[]> answers) {
        return new DecoderLesson(kernels, this).predict(target, rows, lengths, answers);
    }

    @Override
    public int layers() {
        return config.layers();
    }

    @Override
    public int keyWidth() {
        return config.keyWidth();
    }

    @Override
    public Tensor prefill(Scope target, Tensor rows, Tensor wanted, TensorList store) {
        return kernels.call(
                target,
                "llama_prefill",
                rows,
                wanted,
                store,
                frequencies,
                weights,
                config.heads(),
                config.groups(),
                config.activation().code(),
                config.epsilon(),
                kernels.dropout(config.attentionDropout()));
    }

    @Override
    public Tensor extend(Scope target, Nodes nodes, TensorList store) {
        return kernels.call(
                target,
                "llama_extend",
                nodes.ids(),
                nodes.positions(),
                nodes.visible(),
                nodes.padding(),
                nodes.used(),
                store,
                frequencies,
                weights,
                config.heads(),
                config.groups(),
                config.activation().code(),
                config.epsilon());
    }

    @Override
    public void close() {
        scope.close();
    }
}
