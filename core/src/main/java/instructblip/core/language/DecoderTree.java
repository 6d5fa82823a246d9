package instructblip.core.language;

import instructblip.core.kernel.Kernels;
import instructblip.core.kernel.Scope;
import instructblip.core.kernel.Tensor;
import instructblip.core.kernel.TensorList;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * The tree of a decoder-only model. Prefix and nodes lie in one key/value store: the prefix's P
 * positions first, shared by all nodes of a sample, then the nodes. A node's position is its
 * sample's length plus its depth.
 */
public final class DecoderTree implements TokenTree {

    private final Kernels kernels;
    private final DecoderStack stack;
    private final NodeTable nodes;
    private final int[] lengths;
    private final int prefix;
    private final Tensor padding;
    private final TensorList store;
    private final Tensor prefixLogits;

    /**
     * Reads prefixes.
     *
     * @param scope that the tree's tensors belong to
     * @param rows (B, P, D) padded on the right
     * @param lengths true length of each row, at most P
     * @param size room for the tree
     */
    public DecoderTree(
            Kernels kernels,
            DecoderStack stack,
            Scope scope,
            Tensor rows,
            int[] lengths,
            TreeSize size) {
        this.kernels = kernels;
        this.stack = stack;
        this.lengths = lengths.clone();
        this.prefix = rows.size(1);
        this.nodes = new NodeTable(lengths.length, size.nodes());
        this.padding = Padding.of(kernels, scope, rows, lengths);
        this.store =
                scope.own(
                        kernels.list(
                                "store",
                                rows,
                                stack.layers(),
                                prefix + size.nodes(),
                                stack.keyWidth()));
        Tensor wanted = lastPositions(scope, size.prefixLogits());
        this.prefixLogits = stack.prefill(scope, rows, wanted, store);
    }

    private Tensor lastPositions(Scope scope, int count) {
        int[][] positions = new int[lengths.length][count];
        for (int b = 0; b < lengths.length; b++) {
            for (int i = 0; i < count; i++) {
                positions[b][i] = lengths[b] - count + i;
            }
        }
        return Padding.ids(scope, positions);
    }

    @Override
    public Tensor prefixLogits() {
        return prefixLogits;
    }

    @Override
    public int root() {
        return -1;
    }

    @Override
    public int size() {
        return nodes.used();
    }

    @Override
    public Optional<Tensor> encoded() {
        return Optional.empty();
    }

    @Override
    public Tensor extend(Scope scope, int[][] tokens, int[][] parents) {
        try (Scope step = scope.inner()) {
            Tensor hidden = hidden(step, tokens, parents, NodeGroups::whole);
            return kernels.call(scope, "next_logits", hidden, stack.weights());
        }
    }

    @Override
    public Tensor losses(Scope scope, int[][] tokens, int[][] parents, NextTokens next) {
        try (Scope step = scope.inner()) {
            Tensor hidden = hidden(step, tokens, parents, NodeGroups::of);
            return next.losses(kernels, scope, hidden, stack.weights(), stack.vocabulary());
        }
    }

    private Tensor hidden(
            Scope step,
            int[][] tokens,
            int[][] parents,
            BiFunction<NodeTable, Integer, NodeGroups> grouping) {
        int used = nodes.used();
        nodes.add(parents);
        NodeGroups groups = grouping.apply(nodes, used);
        DecoderStack.Nodes fresh =
                new DecoderStack.Nodes(
                        Padding.ids(step, tokens),
                        positions(step, used),
                        groups.places(step, prefix, prefix + nodes.capacity()),
                        visible(step, groups),
                        padding,
                        prefix + used);
        return stack.extend(step, fresh, store);
    }

    private Tensor positions(Scope step, int used) {
        int n = nodes.used() - used;
        int[][] positions = new int[lengths.length][n];
        for (int b = 0; b < lengths.length; b++) {
            for (int i = 0; i < n; i++) {
                positions[b][i] = lengths[b] + nodes.depth(b, used + i);
            }
        }
        return Padding.ids(step, positions);
    }

    private static Tensor visible(Scope step, NodeGroups groups) {
        boolean[] visible = new boolean[groups.count() * groups.rows() * groups.keys()];
        groups.forEach((at, sample, node, other) -> visible[at] = true);
        return step.tensor(visible, groups.count(), groups.rows(), groups.keys());
    }
}
