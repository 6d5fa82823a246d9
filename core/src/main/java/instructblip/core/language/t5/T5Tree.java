package instructblip.core.language.t5;

import instructblip.core.kernel.Kernels;
import instructblip.core.kernel.Scope;
import instructblip.core.kernel.Tensor;
import instructblip.core.kernel.TensorList;
import instructblip.core.language.NextTokens;
import instructblip.core.language.NodeGroups;
import instructblip.core.language.NodeTable;
import instructblip.core.language.Padding;
import instructblip.core.language.TokenTree;
import instructblip.core.language.TreeSize;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/**
 * The decoder's token tree. Node 0 is the start token; cross-attention keys are computed once per
 * sample, and the relative bias of a node pair follows from the difference of their depths.
 */
final class T5Tree implements TokenTree {

    private final T5 model;
    private final NodeTable nodes;
    private final int deepest;
    private final Tensor encoded;
    private final Tensor padding;
    private final TensorList cross;
    private final TensorList store;
    private final Tensor distanceBias;
    private final Tensor prefixLogits;

    /**
     * @param start chains of tokens, the start token first, that the tree begins with
     * @param alone whether nothing will be asked of the tree but what follows them
     */
    T5Tree(
            T5 model,
            Scope scope,
            Tensor rows,
            int[] lengths,
            TreeSize size,
            int[][] start,
            boolean alone) {
        T5Config config = model.config();
        Kernels kernels = model.kernels();
        this.model = model;
        this.nodes = new NodeTable(lengths.length, size.nodes() + 1);
        this.deepest = size.depth() + 1;
        this.padding =
                Padding.isNeeded(rows, lengths) ? Padding.of(kernels, scope, rows, lengths) : null;
        this.encoded =
                kernels.call(
                        scope,
                        "t5_encoder",
                        rows,
                        padding,
                        model.encoder(),
                        config.heads(),
                        config.gated(),
                        config.activation().code(),
                        config.epsilon(),
                        config.bucketDistance(),
                        kernels.dropout(config.dropout()));
        this.cross =
                scope.own(
                        alone
                                        && !kernels.packed()
                                        && prefersUnprojected(config, start[0].length, rows.size(1))
                                ? kernels.listOf(List.of(encoded))
                                : kernels.list(
                                        "t5_cross", encoded, config.gated(), model.decoder()));
        this.store =
                scope.own(
                        kernels.list(
                                "store",
                                encoded,
                                config.decoderLayers(),
                                size.nodes() + 1,
                                config.attentionWidth()));
        this.distanceBias =
                kernels.call(
                        scope,
                        "t5_distance_bias",
                        model.decoderBias(),
                        deepest,
                        config.bucketDistance());
        int[] chain = IntStream.range(-1, start[0].length - 1).toArray();
        int[][] parents = new int[lengths.length][];
        Arrays.fill(parents, chain);
        this.prefixLogits = extend(scope, start, parents);
    }

    /**
     * Whether it is less work, with the derivatives by tokens and positions, to take the tokens to
     * the width of the positions than to make keys and values of those.
     */
    private static boolean prefersUnprojected(T5Config config, int tokens, int positions) {
        double perToken = 2 + 3.0 * positions / config.headWidth();
        return tokens * perToken < 2.0 * positions;
    }

    @Override
    public Tensor prefixLogits() {
        return prefixLogits;
    }

    @Override
    public int root() {
        return 0;
    }

    @Override
    public int size() {
        return nodes.used();
    }

    @Override
    public Optional<Tensor> encoded() {
        return Optional.of(encoded);
    }

    @Override
    public Tensor extend(Scope scope, int[][] tokens, int[][] parents) {
        try (Scope step = scope.inner()) {
            Tensor hidden = hidden(step, tokens, parents, NodeGroups::whole);
            return model.kernels().call(scope, "next_logits", hidden, model.decoder());
        }
    }

    @Override
    public Tensor losses(Scope scope, int[][] tokens, int[][] parents, NextTokens next) {
        try (Scope step = scope.inner()) {
            Tensor hidden = hidden(step, tokens, parents, NodeGroups::of);
            return next.losses(model.kernels(), scope, hidden, model.decoder(), model.vocabulary());
        }
    }

    private Tensor hidden(
            Scope step,
            int[][] tokens,
            int[][] parents,
            BiFunction<NodeTable, Integer, NodeGroups> grouping) {
        T5Config config = model.config();
        int used = nodes.used();
        nodes.add(parents);
        NodeGroups groups = grouping.apply(nodes, used);
        return model.kernels()
                .call(
                        step,
                        "t5_extend",
                        Padding.ids(step, tokens),
                        groups.places(step, 0, nodes.capacity()),
                        distances(step, groups),
                        distanceBias,
                        used,
                        store,
                        cross,
                        padding,
                        model.decoder(),
                        config.heads(),
                        config.gated(),
                        config.activation().code(),
                        config.epsilon(),
                        config.outputScale(),
                        model.kernels().dropout(config.dropout()));
    }

    /** Per node and key of its group: how far back it lies, or the table's masking row. */
    private Tensor distances(Scope step, NodeGroups groups) {
        long[] distance = new long[groups.count() * groups.rows() * groups.keys()];
        Arrays.fill(distance, deepest);
        groups.forEach(
                (at, sample, node, other) ->
                        distance[at] = nodes.depth(sample, node) - nodes.depth(sample, other));
        return step.tensor(distance, groups.count(), groups.rows(), groups.keys());
    }
}
