package instructblip.core.language;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import instructblip.core.kernel.Kernels;
import instructblip.core.kernel.Scope;
import instructblip.core.kernel.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** However a tree is grown, a token's logits depend on its path alone. */
class TokenTreeTest {

    private static final float ROUNDING = 1e-4f;
    private static final int[] TEXT = {17, 300, 41, 41, 5};

    private static Kernels kernels;

    @BeforeAll
    static void open() {
        kernels = LanguageModels.kernels();
    }

    @AfterAll
    static void close() {
        kernels.close();
    }

    static List<String> names() {
        return LanguageModels.names();
    }

    @ParameterizedTest
    @MethodSource("names")
    void oneByOneEqualsAllAtOnce(String name) {
        try (LanguageModel model = LanguageModels.open(name, kernels);
                Scope scope = kernels.scope()) {
            Tensor rows = rows(scope, model, 1, 9);
            TokenTree atOnce = model.read(scope, rows, new int[] {9}, new TreeSize(5, 5));
            int root = atOnce.root();
            int first = atOnce.size();
            int[][] chain = {{root, first, first + 1, first + 2, first + 3}};
            float[][] expected = split(atOnce.extend(scope, new int[][] {TEXT}, chain), 5);

            TokenTree steps = model.read(scope, rows, new int[] {9}, new TreeSize(5, 5));
            for (int i = 0; i < TEXT.length; i++) {
                int parent = i == 0 ? root : steps.size() - 1;
                Tensor logits =
                        steps.extend(scope, new int[][] {{TEXT[i]}}, new int[][] {{parent}});
                assertArrayEquals(expected[i], logits.floats(), ROUNDING);
            }
            assertThrows(
                    IllegalStateException.class,
                    () -> steps.extend(scope, new int[][] {{1}}, new int[][] {{root}}));
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void branchesDoNotSeeOneAnother(String name) {
        try (LanguageModel model = LanguageModels.open(name, kernels);
                Scope scope = kernels.scope()) {
            Tensor rows = rows(scope, model, 1, 9);
            TokenTree tree = model.read(scope, rows, new int[] {9}, new TreeSize(7, 3));
            int a = tree.size();
            tree.extend(scope, new int[][] {{17, 33}}, new int[][] {{tree.root(), tree.root()}});
            tree.extend(scope, new int[][] {{300, 7, 8}}, new int[][] {{a, a + 1, a}});
            Tensor leaves = tree.extend(scope, new int[][] {{41, 9}}, new int[][] {{a + 2, a + 3}});
            float[][] found = split(leaves, 2);
            assertArrayEquals(alone(model, scope, rows, 17, 300, 41), found[0], ROUNDING);
            assertArrayEquals(alone(model, scope, rows, 33, 7, 9), found[1], ROUNDING);
        }
    }

    private static float[] alone(LanguageModel model, Scope scope, Tensor rows, int... text) {
        TokenTree tree = model.read(scope, rows, new int[] {rows.size(1)}, new TreeSize(9, 9));
        Tensor logits = tree.prefixLogits();
        int parent = tree.root();
        for (int token : text) {
            int node = tree.size();
            logits = tree.extend(scope, new int[][] {{token}}, new int[][] {{parent}});
            parent = node;
        }
        return logits.floats();
    }

    @ParameterizedTest
    @MethodSource("names")
    void paddingChangesNothing(String name) {
        try (LanguageModel model = LanguageModels.open(name, kernels);
                Scope scope = kernels.scope()) {
            int[] lengths = {3, 30, 11};
            Tensor rows = rows(scope, model, 3, 30);
            TokenTree together = model.read(scope, rows, lengths, new TreeSize(4, 2));
            int root = together.root();
            int first = together.size();
            together.extend(
                    scope,
                    new int[][] {{5, 6}, {7, 8}, {9, 10}},
                    new int[][] {{root, root}, {root, root}, {root, root}});
            Tensor logits =
                    together.extend(
                            scope,
                            new int[][] {{11}, {12}, {13}},
                            new int[][] {{first}, {first + 1}, {first}});
            float[][] found = split(logits, 3);
            float[][] before = split(together.prefixLogits(), 3);
            int[][] texts = {{5, 11}, {8, 12}, {9, 13}};
            for (int b = 0; b < 3; b++) {
                Tensor row = cut(scope, rows, b, lengths[b]);
                assertArrayEquals(alone(model, scope, row), before[b], ROUNDING);
                assertArrayEquals(alone(model, scope, row, texts[b]), found[b], ROUNDING);
            }
        }
    }

    /**
     * A decoder-only model has a full pass to compare with: the text read as part of the prefix.
     */
    @Test
    void cachedStepsEqualAFullPass() {
        for (String name : LanguageModels.decoders()) {
            try (LanguageModel model = LanguageModels.open(name, kernels);
                    Scope scope = kernels.scope()) {
                Tensor rows = rows(scope, model, 1, 9);
                Tensor text = model.embed(scope, Padding.ids(scope, new int[][] {TEXT}));
                Tensor all = kernels.call(scope, "join", rows, text);
                float[][] full =
                        split(
                                model.read(scope, all, new int[] {14}, new TreeSize(1, 1, 6))
                                        .prefixLogits(),
                                6);
                for (int i = 0; i <= TEXT.length; i++) {
                    float[] cached = alone(model, scope, rows, Arrays.copyOf(TEXT, i));
                    assertArrayEquals(full[i], cached, ROUNDING);
                }
            }
        }
    }

    @Test
    void aNodeSeesItselfAndItsAncestors() {
        NodeTable nodes = new NodeTable(1, 5);
        nodes.add(new int[][] {{-1, -1}});
        nodes.add(new int[][] {{1, 2, 0}});
        assertEquals(5, nodes.used());
        assertEquals(List.of(0, 0, 1, 2, 1), depths(nodes));
        boolean[] sees = new boolean[5];
        for (int other = 0; other < 5; other++) {
            sees[other] = nodes.sees(0, 3, other);
        }
        assertArrayEquals(new boolean[] {false, true, true, true, false}, sees);
    }

    private static List<Integer> depths(NodeTable nodes) {
        return List.of(
                nodes.depth(0, 0),
                nodes.depth(0, 1),
                nodes.depth(0, 2),
                nodes.depth(0, 3),
                nodes.depth(0, 4));
    }

    private static Tensor rows(Scope scope, LanguageModel model, int samples, int positions) {
        Random random = new Random(7);
        float[] values = new float[samples * positions * model.width()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return scope.tensor(values, samples, positions, model.width());
    }

    private static Tensor cut(Scope scope, Tensor rows, int row, int length) {
        int width = rows.size(2);
        int from = row * rows.size(1) * width;
        float[] values = Arrays.copyOfRange(rows.floats(), from, from + length * width);
        return scope.tensor(values, 1, length, width);
    }

    private static float[][] split(Tensor logits, int parts) {
        float[] all = logits.floats();
        int each = all.length / parts;
        float[][] split = new float[parts][];
        for (int i = 0; i < parts; i++) {
            split[i] = Arrays.copyOfRange(all, i * each, (i + 1) * each);
        }
        return split;
    }
}
