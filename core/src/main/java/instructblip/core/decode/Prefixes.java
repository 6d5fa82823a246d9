package instructblip.core.decode;

import instructblip.core.clock.Stage;
import instructblip.core.kernel.Kernels;
import instructblip.core.kernel.Scope;
import instructblip.core.kernel.Tensor;
import instructblip.core.language.LanguageModel;
import instructblip.core.language.TokenTree;
import instructblip.core.language.TreeSize;
import java.util.List;

/**
 * What the samples of a batch read before they answer.
 *
 * @param rows (B, P, D) embeddings, padded on the right
 * @param lengths true length of each row
 * @param promptTokens per sample the ids that count as seen where the prompt is penalised
 */
public record Prefixes(Tensor rows, int[] lengths, List<List<Integer>> promptTokens) {

    /** B. */
    int samples() {
        return lengths.length;
    }

    /** Has a model read them; the tree's tensors belong to the scope. */
    TokenTree read(LanguageModel model, Kernels kernels, Scope scope, TreeSize size) {
        return kernels.clock().time(Stage.PREFILL, () -> model.read(scope, rows, lengths, size));
    }
}
