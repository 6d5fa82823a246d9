package instructblip.core.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class NodeGroupsTest {

    @Test
    void aSmallTreeIsLookedAtWhole() {
        NodeTable nodes = new NodeTable(1, 4);
        nodes.add(new int[][] {{-1}});
        nodes.add(new int[][] {{0, 1, 0}});
        NodeGroups groups = NodeGroups.of(nodes, 1);
        assertEquals(1, groups.count());
        assertEquals(3, groups.rows());
        assertEquals(4, groups.keys());
        assertNull(groups.places(null, 2, 6));
        TreeSet<Integer> seen = new TreeSet<>();
        groups.forEach((at, sample, node, other) -> seen.add(at));
        assertEquals("[0, 1, 4, 5, 6, 8, 11]", seen.toString());
    }

    @Test
    void aGroupLooksAtAllThatItsMembersSee() {
        int[][] parents = {randomTree(1, 500), randomTree(2, 500)};
        NodeTable nodes = new NodeTable(2, 500);
        nodes.add(new int[][] {first(parents[0]), first(parents[1])});
        nodes.add(new int[][] {rest(parents[0]), rest(parents[1])});
        NodeGroups groups = NodeGroups.of(nodes, 100);
        assertEquals(2 * 7, groups.count());
        assertEquals(58, groups.rows());
        int[] pairs = {0};
        groups.forEach(
                (at, sample, node, other) -> {
                    assertTrue(nodes.sees(sample, node, other));
                    int row = at / groups.keys();
                    assertEquals(sample * 7 + (node - 100) / 58, row / groups.rows());
                    assertEquals((node - 100) % 58, row % groups.rows());
                    pairs[0]++;
                });
        int expected = 0;
        for (int sample = 0; sample < 2; sample++) {
            for (int node = 100; node < 500; node++) {
                expected += nodes.depth(sample, node) + 1;
            }
        }
        assertEquals(expected, pairs[0]);
    }

    /**
     * A cost that follows the number of nodes: twice the nodes, twice the pairs that are computed.
     */
    @Test
    void keysDoNotGrowWithTheTree() {
        assertTrue(keys(4000) < 2 * NodeGroups.ROWS);
        assertTrue(keys(1000) < 2 * NodeGroups.ROWS);
    }

    private static int keys(int count) {
        int[] chains = new int[count];
        for (int i = 0; i < count; i++) {
            chains[i] = i % 10 == 0 ? -1 : i - 1;
        }
        NodeTable nodes = new NodeTable(1, count);
        nodes.add(new int[][] {chains});
        return NodeGroups.of(nodes, 0).keys();
    }

    private static int[] randomTree(int seed, int count) {
        Random random = new Random(seed);
        int[] parents = new int[count];
        for (int i = 0; i < count; i++) {
            parents[i] = Math.max(-1, i - 1 - random.nextInt(10));
        }
        return parents;
    }

    private static int[] first(int[] parents) {
        return Arrays.copyOf(parents, 100);
    }

    private static int[] rest(int[] parents) {
        return Arrays.copyOfRange(parents, 100, parents.length);
    }
}
