package instructblip.core.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;

import instructblip.core.decode.CandidateTrie.Prediction;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CandidateTrieTest {

    @Test
    void equalBeginningsAreOneNode() {
        CandidateTrie trie =
                new CandidateTrie(
                        List.of(
                                new int[] {5, 6, 7},
                                new int[] {5, 6, 8},
                                new int[] {5},
                                new int[] {6, 5, 1}));
        assertEquals(4, trie.size());
        assertEquals(2, trie.depth());
        assertEquals(
                List.of(5, 6, 6, 5),
                List.of(trie.token(0), trie.token(1), trie.token(2), trie.token(3)));
        assertEquals(
                List.of(CandidateTrie.PREFIX, 0, CandidateTrie.PREFIX, 2),
                List.of(trie.parent(0), trie.parent(1), trie.parent(2), trie.parent(3)));
        assertEquals(
                List.of(
                        new Prediction(CandidateTrie.PREFIX, 5, 2),
                        new Prediction(CandidateTrie.PREFIX, 5, 0),
                        new Prediction(CandidateTrie.PREFIX, 5, 1),
                        new Prediction(CandidateTrie.PREFIX, 6, 3),
                        new Prediction(0, 6, 0),
                        new Prediction(0, 6, 1),
                        new Prediction(1, 7, 0),
                        new Prediction(1, 8, 1),
                        new Prediction(2, 5, 3),
                        new Prediction(3, 1, 3)),
                trie.predictions());
    }

    @Test
    void relativesAreNeighboursInWhateverOrderTheyCome() {
        List<int[]> candidates =
                List.of(
                        new int[] {9, 9, 1},
                        new int[] {5, 6, 7, 1},
                        new int[] {9, 8, 1},
                        new int[] {5, 4, 1},
                        new int[] {5, 6, 3, 1});
        CandidateTrie trie = new CandidateTrie(candidates);
        List<Integer> tokens = new ArrayList<>();
        List<Integer> parents = new ArrayList<>();
        for (int node = 0; node < trie.size(); node++) {
            tokens.add(trie.token(node));
            parents.add(trie.parent(node));
        }
        assertEquals(List.of(5, 4, 6, 3, 7, 9, 8, 9), tokens);
        assertEquals(List.of(-1, 0, 0, 2, 2, -1, 5, 5), parents);
    }

    @Test
    void oneTokenNeedsNoNode() {
        CandidateTrie trie = new CandidateTrie(List.of(new int[] {3}, new int[] {4}));
        assertEquals(0, trie.size());
        assertEquals(0, trie.depth());
        assertEquals(2, trie.predictions().size());
    }
}
