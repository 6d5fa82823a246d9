package instructblip.core.decode;

import instructblip.core.kernel.Kernels;
import instructblip.core.kernel.Scope;
import instructblip.core.kernel.Tensor;
import instructblip.core.language.LanguageModel;
import instructblip.core.language.NextTokens;
import instructblip.core.language.TokenTree;
import instructblip.core.language.TreeSize;
import java.util.ArrayList;
import java.util.List;

/**
 * Scores candidates: the negative log-likelihoods of a candidate's tokens, summed (LAVIS {@code
 * _predict_class}). The prefix is read once per sample and the candidates hang behind it as a trie.
 */
public final class CandidateRanker {

    /** Nodes of all samples that are read in one pass: more take memory and gain nothing. */
    private static final int TOGETHER = 1024;

    private final LanguageModel model;
    private final Kernels kernels;
    private final int together;

    public CandidateRanker(LanguageModel model, Kernels kernels) {
        this(model, kernels, TOGETHER);
    }

    CandidateRanker(LanguageModel model, Kernels kernels, int together) {
        this.model = model;
        this.kernels = kernels;
        this.together = together;
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
        Wanted behindPrefix = new Wanted(tries, new Range(CandidateTrie.PREFIX, 0), losses);
        behindPrefix.add(prefixLosses(scope, tree.prefixLogits(), behindPrefix.next()));
        int perPass = Math.max(1, together / tries.size());
        for (int from = 0; from < nodes; from += perPass) {
            Range range = new Range(from, Math.min(nodes, from + perPass));
            Wanted wanted = new Wanted(tries, range, losses);
            try (Scope pass = scope.inner()) {
                wanted.add(
                        tree.losses(
                                pass,
                                tokens(tries, range),
                                parents(tries, range, tree.root(), first),
                                wanted.next()));
            }
        }
        return losses;
    }

    private Tensor prefixLosses(Scope scope, Tensor logits, NextTokens next) {
        return kernels.call(
                scope,
                "losses",
                logits,
                scope.tensor(next.nodes(), next.nodes().length),
                scope.tensor(next.ids(), next.ids().length));
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

    /** Whose losses a pass finds. */
    private static final class Wanted {

        private final List<CandidateTrie.Prediction> predictions = new ArrayList<>();
        private final List<double[]> sums = new ArrayList<>();
        private final List<Long> nodes = new ArrayList<>();

        Wanted(List<CandidateTrie> tries, Range range, List<double[]> losses) {
            for (int b = 0; b < tries.size(); b++) {
                for (CandidateTrie.Prediction prediction : tries.get(b).predictions()) {
                    if (range.holds(prediction.node())) {
                        predictions.add(prediction);
                        sums.add(losses.get(b));
                        nodes.add((long) b * range.size() + prediction.node() - range.from());
                    }
                }
            }
        }

        NextTokens next() {
            return new NextTokens(
                    nodes.stream().mapToLong(Long::longValue).toArray(),
                    predictions.stream().mapToLong(CandidateTrie.Prediction::token).toArray());
        }

        void add(Tensor found) {
            float[] values = found.floats();
            for (int i = 0; i < values.length; i++) {
                sums.get(i)[predictions.get(i).candidate()] += values[i];
            }
        }
    }
}
