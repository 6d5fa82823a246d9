package instructblip.core.language;

/**
 * Room that a token tree gets.
 *
 * @param nodes most nodes per sample
 * @param depth most nodes on a path from the prefix to a leaf
 * @param prefixLogits last positions of a decoder-only prefix whose logits are kept, at least 1
 */
public record TreeSize(int nodes, int depth, int prefixLogits) {

    public TreeSize(int nodes, int depth) {
        this(nodes, depth, 1);
    }
}
