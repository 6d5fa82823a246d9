package instructblip.core.language;

import instructblip.core.kernel.Scope;
import instructblip.core.kernel.Tensor;
import instructblip.core.kernel.TensorList;

/**
 * The layers of a decoder-only model, which prefix and nodes of a {@link DecoderTree} go through.
 *
 * <p>B = samples, P = positions of the longest prefix, n = new nodes per sample, D = width of the
 * embeddings, E = what the output layer takes, V = vocabulary.
 */
public interface DecoderStack {

    /** Count. */
    int layers();

    /** Width of a layer's keys at one position, as wide as its values. */
    int keyWidth();

    /**
     * Reads prefixes into the store.
     *
     * @param rows (B, P, D) padded on the right
     * @param wanted (B, r) positions whose logits are wanted
     * @param store keys and values per layer in turn
     * @return (B, r, V)
     */
    Tensor prefill(Scope scope, Tensor rows, Tensor wanted, TensorList store);

    /**
     * Reads nodes into the store.
     *
     * @return (B, n, E) ready for the output layer
     */
    Tensor extend(Scope scope, Nodes nodes, TensorList store);

    /** All weights in the order of the kernels, the output layer second. */
    TensorList weights();

    /** V. */
    int vocabulary();

    /**
     * New nodes.
     *
     * @param ids (B, n) tokens
     * @param positions (B, n) in the text
     * @param places (groups, P + keys) where the store has what a group of them looks at, null for
     *     all that is there, with one group per sample
     * @param visible (groups, nodes per group, keys) whether a new node sees a node
     * @param padding (B, 1, 1, P) additive mask of the prefix
     * @param used places of the store that are taken
     */
    record Nodes(
            Tensor ids,
            Tensor positions,
            Tensor places,
            Tensor visible,
            Tensor padding,
            int used) {}
}
