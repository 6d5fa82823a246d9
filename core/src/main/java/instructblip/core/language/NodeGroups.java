package instructblip.core.language;

import instructblip.core.kernel.Scope;
import instructblip.core.kernel.Tensor;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Whom new nodes look at: all nodes, with a mask, or, in groups of neighbours, the ancestors of a
 * group's members only, so that the cost follows the number of nodes and not its square.
 *
 * <p>B = samples, G = groups per sample, r = nodes per group, of which the last group may have
 * fewer.
 */
public final class NodeGroups {

    /** Nodes per group: fewer repeat more ancestors, more look at more that they do not see. */
    static final int ROWS = 64;

    /** Nodes up to which a tree is small. */
    static final int SMALL = 128;

    private final NodeTable nodes;
    private final int used;
    private final int groups;
    private final int rows;
    private final int keys;
    private final int[][] seen;

    /**
     * @param seen (B * G) nodes that a group looks at; null for all nodes so far
     */
    private NodeGroups(NodeTable nodes, int used, int groups, int[][] seen) {
        this.nodes = nodes;
        this.used = used;
        this.groups = groups;
        this.rows = perGroup(nodes.used() - used, groups);
        this.seen = seen;
        this.keys =
                seen == null
                        ? nodes.used()
                        : Arrays.stream(seen).mapToInt(group -> group.length).max().orElseThrow();
    }

    /**
     * The nodes that were added last, looking at all nodes: beams share most of them.
     *
     * @param used nodes before them
     */
    public static NodeGroups whole(NodeTable nodes, int used) {
        return new NodeGroups(nodes, used, 1, null);
    }

    /**
     * The nodes that were added last in groups of neighbours, unless the tree is small.
     *
     * @param used nodes before them
     */
    public static NodeGroups of(NodeTable nodes, int used) {
        if (nodes.used() <= SMALL) {
            return whole(nodes, used);
        }
        int fresh = nodes.used() - used;
        int groups = perGroup(fresh, ROWS);
        int rows = perGroup(fresh, groups);
        int[][] seen = new int[nodes.samples() * groups][];
        for (int i = 0; i < seen.length; i++) {
            int first = used + i % groups * rows;
            int end = Math.min(first + rows, nodes.used());
            BitSet all = new BitSet(end);
            for (int node = first; node < end; node++) {
                nodes.addSeen(i / groups, node, all);
            }
            seen[i] = all.stream().toArray();
        }
        return new NodeGroups(nodes, used, groups, seen);
    }

    private static int perGroup(int nodes, int groups) {
        return (nodes + groups - 1) / groups;
    }

    /** B * G. */
    public int count() {
        return nodes.samples() * groups;
    }

    /** r. */
    public int rows() {
        return rows;
    }

    /** Nodes that the group looks at which looks at most. */
    public int keys() {
        return keys;
    }

    /** Told of a node that sees another. */
    public interface Sight {

        /**
         * @param at index into (B * G, r, keys)
         * @param sample in the batch
         * @param node new
         * @param other itself or an ancestor
         */
        void seen(int at, int sample, int node, int other);
    }

    /** Tells of every new node and each node that it sees. */
    public void forEach(Sight sight) {
        for (int group = 0; group < count(); group++) {
            int sample = group / groups;
            for (int row = 0; row < rows; row++) {
                int node = used + group % groups * rows + row;
                if (node < nodes.used()) {
                    forEach(sight, group, sample, row, node);
                }
            }
        }
    }

    private void forEach(Sight sight, int group, int sample, int row, int node) {
        int from = (group * rows + row) * keys;
        int end = seen == null ? keys : seen[group].length;
        for (int k = 0; k < end; k++) {
            int other = seen == null ? k : seen[group][k];
            if (nodes.sees(sample, node, other)) {
                sight.seen(from + k, sample, node, other);
            }
        }
    }

    /**
     * Where in the store the keys lie that each group looks at: those of the prefix first.
     *
     * @param prefix positions of the prefix, which the store begins with
     * @param room positions of a sample in the store
     * @return (B * G, prefix + keys) rows of the whole store; null where all look at all
     */
    public Tensor places(Scope scope, int prefix, int room) {
        if (seen == null) {
            return null;
        }
        int width = prefix + keys;
        long[] places = new long[count() * width];
        for (int group = 0; group < count(); group++) {
            long start = (long) (group / groups) * room;
            Arrays.fill(places, group * width, (group + 1) * width, start);
            for (int i = 0; i < prefix; i++) {
                places[group * width + i] = start + i;
            }
            for (int k = 0; k < seen[group].length; k++) {
                places[group * width + prefix + k] = start + prefix + seen[group][k];
            }
        }
        return scope.tensor(places, count(), width);
    }
}
