package instructblip.core.language;

import instructblip.core.kernel.Scope;
import instructblip.core.kernel.Tensor;
import java.util.Optional;

/**
 * Tokens behind a prefix, each with a parent: one chain for greedy search, chains that share
 * ancestors for beams, a trie for candidates. Nodes are only ever appended; a node sees the prefix,
 * its ancestors and itself, and its position is its depth.
 *
 * <p>B = samples, n = new nodes per sample, V = vocabulary. Nodes are numbered per sample in the
 * order they were added.
 */
public interface TokenTree {

    /**
     * Logits behind the prefix: (B, r, V) for its last r positions, the last of which predicts the
     * first token.
     */
    Tensor prefixLogits();

    /** The parent of a first token. */
    int root();

    /** The number that the next node gets. */
    int size();

    /**
     * Adds nodes.
     *
     * @param scope that the logits belong to
     * @param tokens (B)(n) ids
     * @param parents (B)(n) numbers of earlier nodes or of earlier entries of the same call, or
     *     {@link #root}
     * @return (B, n, V) logits of what follows each
     */
    Tensor extend(Scope scope, int[][] tokens, int[][] parents);

    /**
     * Adds nodes of whose logits only some tokens' losses are wanted.
     *
     * @param scope that the losses belong to
     * @param tokens as in {@link #extend}
     * @param parents as in {@link #extend}
     * @return the negative log-likelihood of each next token
     */
    Tensor losses(Scope scope, int[][] tokens, int[][] parents, NextTokens next);

    /** What the encoder made of the prefix, (B, P, D), where there is an encoder. */
    Optional<Tensor> encoded();
}
