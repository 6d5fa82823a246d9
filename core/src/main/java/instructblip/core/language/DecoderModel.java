package instructblip.core.language;

import instructblip.core.checkpoint.WeightSpec;
import instructblip.core.kernel.Kernels;
import instructblip.core.kernel.Scope;
import instructblip.core.kernel.Tensor;
import instructblip.core.kernel.TensorList;
import instructblip.core.kernel.WeightLoader;
import java.util.List;

/**
 * What decoder-only models have in common: visual tokens and the prompt with its leading start
 * token are read together, and what is written follows them in the same stack.
 */
public abstract class DecoderModel implements LanguageModel, DecoderStack {

    private final Kernels kernels;
    private final Scope scope;
    private final TensorList weights;
    private final Tensor embedding;

    /**
     * Loads the weights.
     *
     * @param specs in the order of the kernels, the embedding table first
     */
    protected DecoderModel(Kernels kernels, WeightLoader loader, List<WeightSpec> specs) {
        this.kernels = kernels;
        this.scope = kernels.scope();
        this.embedding = loader.load(scope, specs.get(0));
        this.weights = scope.own(loader.load(specs, List.of(embedding)));
    }

    /** What the stack runs on. */
    protected final Kernels kernels() {
        return kernels;
    }

    /** That tensors of the model's own belong to. */
    protected final Scope scope() {
        return scope;
    }

    @Override
    public final TensorList weights() {
        return weights;
    }

    @Override
    public final long bytesPerPosition() {
        return 2L * layers() * keyWidth() * kernels.dtype().bytes();
    }

    @Override
    public final List<Integer> startTokens() {
        return List.of();
    }

    @Override
    public final Tensor embed(Scope target, Tensor ids) {
        return kernels.call(target, "embed", ids, embedding);
    }

    @Override
    public final TokenTree read(Scope target, Tensor rows, int[] lengths, TreeSize size) {
        return new DecoderTree(kernels, this, target, rows, lengths, size);
    }

    @Override
    public final int[] lesson(int[] prompt, int[] answer) {
        return DecoderLesson.ids(prompt, answer);
    }

    @Override
    public final Tensor predict(Scope target, Tensor rows, int[] lengths, List<int[]> answers) {
        return new DecoderLesson(kernels, this).predict(target, rows, lengths, answers);
    }

    @Override
    public final void close() {
        scope.close();
    }
}
