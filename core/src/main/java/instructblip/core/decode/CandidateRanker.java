package instructblip.core.decode;

import instructblip.core.kernel.Kernels;
import instructblip.core.kernel.Scope;
import instructblip.core.kernel.Tensor;
import instructblip.core.language.LanguageModel;
import instructblip.core.language.TokenTree;
import instructblip.core.language.TreeSize;
import java.util.ArrayList;
import java.util.List;

/**
 * Scores candidates: the negative log-likelihoods of a candidate's tokens, summed (LAVIS {@code
 * _predict_class}). The prefix is read once per sample and the candidates hang behind it as a trie.
 */
public final class CandidateRanker {

    /** Bounds of one pass on its largest tensors: logits, and who sees whom. */
    private static final Bounds BOUNDS = new Bounds(48L << 20, 8L << 20);

    private final LanguageModel model;
    private final Kernels kernels;
    private final Bounds bounds;

    /**
     * @param logits of all samples
     * @param pairs of new nodes and nodes of all samples
     */
    record Bounds(long logits, long pairs) {}

    public CandidateRanker(LanguageModel model, Kernels kernels) {
        this(model, kernels, BOUNDS);
    }

    CandidateRanker(LanguageModel model, Kernels kernels, Bounds bounds) {
        this.model = model;
        this.kernels = kernels;
        this.bounds = bounds;
    }

    /**
     * @param candidates per sample the token ids of each candidate, none empty; an end token where
     *     the family scores it
     * @return per sample the loss of each candidate; not finite where the model's numbers are not
     */
    public List<double[]> losses(Scope scope, Prefixes prefixes, List<List<int[]>> candidates) {
        List<CandidateTrie> tries = candidates.stream().map(CandidateTrie::new).toList();
        int nodes = tries.stream().mapToInt(CandidateTrie::size).max().orElseThrow();
        int depth = tries.stream().mapToInt(CandidateTrie::depth).max().orElseThrow();
        TokenTree tree = prefixes.read(model, kernels, scope, new TreeSize(nodes, depth));
        List<double[]> losses =
                candidates.stream().map(sample -> new double[sample.size()]).toList();
        int first = tree.size();
        add(scope, tree.prefixLogits(), tries, new Range(CandidateTrie.PREFIX, 0), losses);
        int perPass = nodesPerPass(tries.size(), nodes);
        for (int from = 0; from < nodes; from += perPass) {
            Range range = new Range(from, Math.min(nodes, from + perPass));
            try (Scope pass = scope.inner()) {
                Tensor logits =
                        tree.extend(
                                pass,
                                tokens(tries, range),
                                parents(tries, range, tree.root(), first));
                add(pass, logits, tries, range, losses);
            }
        }
        return losses;
    }

    private int nodesPerPass(long samples, int nodes) {
        long byLogits = bounds.logits() / (samples * model.vocabulary());
        long byPairs = bounds.pairs() / (samples * Math.max(1, nodes));
        return (int) Math.max(1, Math.min(nodes, Math.min(byLogits, byPairs)));
    }

    /** Nodes of one pass: {@code from} inclusive, {@code to} exclusive. */
    private record Range(int from, int to) {

        int size() {
            return to - from;
        }

        boolean holds(int node) {
            return from <= node && node < to;
        }
    }

    /** Shorter tries are filled up with nodes that nobody sees. */
    private static int[][] tokens(List<CandidateTrie> tries, Range range) {
        int[][] tokens = new int[tries.size()][range.size()];
        for (int b = 0; b < tokens.length; b++) {
            CandidateTrie trie = tries.get(b);
            for (int i = 0; i < range.size() && range.from() + i < trie.size(); i++) {
                tokens[b][i] = trie.token(range.from() + i);
            }
        }
        return tokens;
    }

    private static int[][] parents(List<CandidateTrie> tries, Range range, int root, int first) {
        int[][] parents = new int[tries.size()][range.size()];
        for (int b = 0; b < parents.length; b++) {
            CandidateTrie trie = tries.get(b);
            for (int i = 0; i < range.size(); i++) {
                int node = range.from() + i;
                int parent = node < trie.size() ? trie.parent(node) : CandidateTrie.PREFIX;
                parents[b][i] = parent == CandidateTrie.PREFIX ? root : first + parent;
            }
        }
        return parents;
    }

    private void add(
            Scope scope,
            Tensor logits,
            List<CandidateTrie> tries,
            Range range,
            List<double[]> losses) {
        List<CandidateTrie.Prediction> predictions = new ArrayList<>();
        List<double[]> sums = new ArrayList<>();
        List<Long> rows = new ArrayList<>();
        for (int b = 0; b < tries.size(); b++) {
            for (CandidateTrie.Prediction prediction : tries.get(b).predictions()) {
                if (range.holds(prediction.node())) {
                    predictions.add(prediction);
                    sums.add(losses.get(b));
                    rows.add((long) b * range.size() + prediction.node() - range.from());
                }
            }
        }
        if (predictions.isEmpty()) {
            return;
        }
        float[] found =
                kernels.call(
                                scope,
                                "losses",
                                logits,
                                scope.tensor(
                                        rows.stream().mapToLong(Long::longValue).toArray(),
                                        rows.size()),
                                scope.tensor(
                                        predictions.stream()
                                                .mapToLong(CandidateTrie.Prediction::token)
                                                .toArray(),
                                        rows.size()))
                        .floats();
        for (int i = 0; i < found.length; i++) {
            sums.get(i)[predictions.get(i).candidate()] += found[i];
        }
    }
}
