package instructblip.core.language;

import instructblip.core.kernel.Scope;
import instructblip.core.kernel.Tensor;
import instructblip.core.request.LanguageFamily;
import java.util.List;

/**
 * A language model that reads a prefix and then grows a tree of tokens behind it.
 *
 * <p>B = samples, P = positions of the longest prefix, T = tokens, D = width, V = vocabulary.
 */
public interface LanguageModel extends AutoCloseable {

    LanguageFamily family();

    /** D. */
    int width();

    /** V, padding of the embedding table included. */
    int vocabulary();

    /** Bytes of keys and values that a position of prefix or tree takes. */
    long bytesPerPosition();

    /** (B, T) ids to (B, T, D). */
    Tensor embed(Scope scope, Tensor ids);

    /**
     * Reads prefixes.
     *
     * @param scope that the tree's tensors belong to
     * @param rows (B, P, D) padded on the right
     * @param lengths true length of each row, at most P
     * @param size room for the tree
     */
    TokenTree read(Scope scope, Tensor rows, int[] lengths, TreeSize size);

    /**
     * The ids behind the visual tokens when an answer is to be learned: a decoder-only model reads
     * it with the prompt.
     *
     * @param answer ids that close with an end token
     */
    int[] lesson(int[] prompt, int[] answer);

    /**
     * Predicts all tokens of given answers at once, each from those before it.
     *
     * @param rows (B, P, D) of visual tokens and {@link #lesson}, padded on the right
     * @param lengths true length of each row
     * @param answers ids of each sample, of any lengths from 1 on
     * @return logits (B, longest answer, V); those behind an answer's end mean nothing
     */
    Tensor predict(Scope scope, Tensor rows, int[] lengths, List<int[]> answers);

    /** Ids that count as seen from the start: the decoder's start token, where there is one. */
    List<Integer> startTokens();

    @Override
    void close();
}
