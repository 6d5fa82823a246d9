package instructblip.core.language;

import java.util.BitSet;

/** Depth and ancestors of the nodes of each sample's tree. */
public final class NodeTable {

    private final int[][] depth;
    private final BitSet[][] visible;
    private final int capacity;
    private int used;

    public NodeTable(int samples, int capacity) {
        this.capacity = capacity;
        this.depth = new int[samples][capacity];
        this.visible = new BitSet[samples][capacity];
    }

    /** Trees. */
    int samples() {
        return depth.length;
    }

    /** Nodes per sample that there is room for. */
    public int capacity() {
        return capacity;
    }

    /** Nodes per sample so far. */
    public int used() {
        return used;
    }

    /**
     * Adds nodes to every sample.
     *
     * @param parents (B)(n); a negative parent is the end of the prefix
     */
    public void add(int[][] parents) {
        int n = parents[0].length;
        if (used + n > capacity) {
            throw new IllegalStateException(
                    "a tree of " + capacity + " nodes cannot take " + n + " more than " + used);
        }
        for (int b = 0; b < parents.length; b++) {
            for (int i = 0; i < n; i++) {
                addOne(b, used + i, parents[b][i]);
            }
        }
        used += n;
    }

    private void addOne(int sample, int node, int parent) {
        BitSet seen = new BitSet(node + 1);
        if (parent >= 0) {
            seen.or(visible[sample][parent]);
            depth[sample][node] = depth[sample][parent] + 1;
        }
        seen.set(node);
        visible[sample][node] = seen;
    }

    /** 0 for a node right behind the prefix. */
    public int depth(int sample, int node) {
        return depth[sample][node];
    }

    /** Adds what a node sees. */
    void addSeen(int sample, int node, BitSet to) {
        to.or(visible[sample][node]);
    }

    /** Whether a node sees another: itself and its ancestors. */
    public boolean sees(int sample, int node, int other) {
        return visible[sample][node].get(other);
    }
}
