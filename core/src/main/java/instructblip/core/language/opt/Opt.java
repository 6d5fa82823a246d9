package instructblip.core.language.opt;

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
 * The decoder of OPT ({@code transformers} {@code modeling_opt.py}): visual tokens, then the prompt
 * with its leading start token, then what is written; positions count through all of them.
 */
public final class Opt implements LanguageModel, DecoderStack {

    private final OptConfig config;
    private final Kernels kernels;
    private final Scope scope;
    private final TensorList weights;
    private final Tensor embedding;

    public Opt(OptConfig config, Kernels kernels, WeightLoader loader, Checkpoint checkpoint) {
        this.config = config;
        this.kernels = kernels;
        this.scope = kernels.scope();
        List<WeightSpec> specs = OptWeights.of(config, checkpoint);
        this.embedding = loader.load(scope, specs.get(0));
        this.weights = scope.own(loader.load(specs, List.of(embedding)));
    }

    /** The tensors that a checkpoint holds for it; a tied output layer may be left out. */
    public static List<WeightSpec> weights(OptConfig config, Checkpoint checkpoint) {
        return OptWeights.of(config, checkpoint);
    }

    /** Pairs of stored tensors of which the first is a copy of the second and must equal it. */
    public static List<List<String>> copies(OptConfig config, Checkpoint checkpoint) {
        return OptWeights.outputLayer(config).copies(checkpoint);
    }

    @Override
    public LanguageFamily family() {
        return LanguageFamily.OPT;
    }

    @Override
    public int width() {
        return config.wordWidth();
    }

    @Override
    public int vocabulary() {
        return config.vocabulary();
    }

    @Override
    public long bytesPerPosition() {
        return 2L * config.layers() * config.width() * kernels.dtype().bytes();
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
        return config.width();
    }

    @Override
    public Tensor prefill(Scope target, Tensor rows, Tensor wanted, TensorList store) {
        return kernels.call(
                target,
                "opt_prefill",
                rows,
                wanted,
                store,
                weights,
                config.heads(),
                config.layers(),
                config.activation().code(),
                config.normsBefore(),
                kernels.dropout(config.dropout()),
                kernels.dropout(config.attentionDropout()));
    }

    @Override
    public Tensor extend(Scope target, Nodes nodes, TensorList store) {
        return kernels.call(
                target,
                "opt_extend",
                nodes.ids(),
                nodes.positions(),
                nodes.visible(),
                nodes.padding(),
                nodes.used(),
                store,
                weights,
                config.heads(),
                config.layers(),
                config.activation().code(),
                config.normsBefore());
    }

    @Override
    public void close() {
        scope.close();
    }
}
