package instructblip.core.decode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The candidates of a sample as one trie: equal beginnings are computed once. A candidate's last
 * token is only predicted, never read, so it is no node.
 */
final class CandidateTrie {

    /** Parent of first tokens, and the place behind which they are predicted. */
    static final int PREFIX = -1;

    /**
     * A token that is predicted.
     *
     * @param node behind which it is predicted, or {@link #PREFIX}
     * @param token its id
     * @param candidate that it belongs to
     */
    record Prediction(int node, int token, int candidate) {}

    private record Edge(int parent, int token) {}

    private final List<Integer> tokens = new ArrayList<>();
    private final List<Integer> parents = new ArrayList<>();
    private final List<Prediction> predictions = new ArrayList<>();
    private final Map<Edge, Integer> nodes = new HashMap<>();
    private int depth;

    /**
     * @param candidates token ids of each
     */
    CandidateTrie(List<int[]> candidates) {
        // In this order relatives are neighbours, and few ancestors stand outside a group of nodes.
        IntStream.range(0, candidates.size())
                .boxed()
                .sorted(Comparator.comparing(candidates::get, Arrays::compare))
                .forEach(c -> add(candidates.get(c), c));
        predictions.sort(Comparator.comparingInt(Prediction::node));
    }

    private void add(int[] candidate, int number) {
        int node = PREFIX;
        for (int i = 0; i < candidate.length; i++) {
            predictions.add(new Prediction(node, candidate[i], number));
            if (i < candidate.length - 1) {
                node = child(new Edge(node, candidate[i]));
            }
        }
        depth = Math.max(depth, candidate.length - 1);
    }

    private int child(Edge edge) {
        Integer known = nodes.get(edge);
        if (known != null) {
            return known;
        }
        int node = tokens.size();
        tokens.add(edge.token());
        parents.add(edge.parent());
        nodes.put(edge, node);
        return node;
    }

    int size() {
        return tokens.size();
    }

    int depth() {
        return depth;
    }

    int token(int node) {
        return tokens.get(node);
    }

    int parent(int node) {
        return parents.get(node);
    }

    /** Ascending by node, those of a candidate in its order. */
    List<Prediction> predictions() {
        return predictions;
    }
}
