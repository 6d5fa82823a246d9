package instructblip.core.decode;

import instructblip.core.kernel.Tensor;
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
}
