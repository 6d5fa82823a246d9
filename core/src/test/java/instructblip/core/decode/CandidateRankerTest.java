package instructblip.core.decode;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import instructblip.core.kernel.Kernels;
import instructblip.core.kernel.Scope;
import instructblip.core.kernel.Tensor;
import instructblip.core.language.LanguageModel;
import instructblip.core.language.LanguageModels;
import instructblip.core.language.TokenTree;
import instructblip.core.language.TreeSize;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CandidateRankerTest {

    private static final List<List<int[]>> CANDIDATES =
            List.of(
                    List.of(
                            new int[] {5, 6, 7, 1},
                            new int[] {5, 6, 7, 2},
                            new int[] {5},
                            new int[] {9, 5, 6, 7, 1},
                            new int[] {5, 5, 5}),
                    List.of(new int[] {300}, new int[] {2, 3}));

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
    void aLossIsTheSumOfItsTokensAlone(String name) {
        try (LanguageModel model = LanguageModels.open(name, kernels);
                Scope scope = kernels.scope()) {
            Prefixes prefixes = prefixes(scope, model);
            List<double[]> losses =
                    new CandidateRanker(model, kernels).losses(scope, prefixes, CANDIDATES);
            for (int b = 0; b < 2; b++) {
                List<int[]> candidates = CANDIDATES.get(b);
                assertEquals(candidates.size(), losses.get(b).length);
                for (int c = 0; c < candidates.size(); c++) {
                    double alone = alone(model, scope, prefixes, b, candidates.get(c));
                    assertEquals(alone, losses.get(b)[c], 1e-4);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void theNumberOfPassesDoesNotMatter(String name) {
        try (LanguageModel model = LanguageModels.open(name, kernels);
                Scope scope = kernels.scope()) {
            Prefixes prefixes = prefixes(scope, model);
            List<double[]> one =
                    new CandidateRanker(model, kernels).losses(scope, prefixes, CANDIDATES);
            for (int nodes = 1; nodes < 5; nodes++) {
                List<double[]> several =
                        new CandidateRanker(model, kernels, 2 * nodes)
                                .losses(scope, prefixes, CANDIDATES);
                assertArrayEquals(one.get(0), several.get(0), 1e-4);
                assertArrayEquals(one.get(1), several.get(1), 1e-4);
            }
        }
    }

    /** So many that nodes stand in groups which look at their own ancestors only. */
    @ParameterizedTest
    @MethodSource("names")
    void manyCandidatesHaveTheLossesOfEachAlone(String name) {
        try (LanguageModel model = LanguageModels.open(name, kernels);
                Scope scope = kernels.scope()) {
            Prefixes prefixes = prefixes(scope, model);
            List<List<int[]>> many = List.of(many(5, 150), many(6, 40));
            List<double[]> losses =
                    new CandidateRanker(model, kernels).losses(scope, prefixes, many);
            List<double[]> inPasses =
                    new CandidateRanker(model, kernels, 300).losses(scope, prefixes, many);
            for (int b = 0; b < 2; b++) {
                assertArrayEquals(losses.get(b), inPasses.get(b), 2e-4);
                for (int c = 0; c < many.get(b).size(); c += 13) {
                    double alone = alone(model, scope, prefixes, b, many.get(b).get(c));
                    assertEquals(alone, losses.get(b)[c], 2e-4);
                }
            }
        }
    }

    /** Of one to eight tokens, some of which begin alike. */
    private static List<int[]> many(int seed, int count) {
        Random random = new Random(seed);
        return IntStream.range(0, count)
                .mapToObj(
                        c ->
                                IntStream.range(0, 1 + c % 8)
                                        .map(i -> i < 2 ? c % 5 : random.nextInt(300))
                                        .toArray())
                .toList();
    }

    /** Token by token, with a softmax of its own. */
    private static double alone(
            LanguageModel model, Scope scope, Prefixes prefixes, int sample, int[] candidate) {
        TokenTree tree = model.read(scope, prefixes.rows(), prefixes.lengths(), new TreeSize(9, 9));
        Tensor logits = tree.prefixLogits();
        int parent = tree.root();
        double loss = 0;
        for (int token : candidate) {
            loss -= logProbability(logits.floats(), sample * model.vocabulary(), model, token);
            int node = tree.size();
            logits =
                    tree.extend(
                            scope,
                            new int[][] {{token}, {token}},
                            new int[][] {{parent}, {parent}});
            parent = node;
        }
        return loss;
    }

    private static double logProbability(float[] logits, int from, LanguageModel model, int token) {
        double sum = 0;
        for (int i = 0; i < model.vocabulary(); i++) {
            sum += Math.exp(logits[from + i]);
        }
        return logits[from + token] - Math.log(sum);
    }

    private static Prefixes prefixes(Scope scope, LanguageModel model) {
        Random random = new Random(3);
        float[] values = new float[2 * 12 * model.width()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        Tensor rows = scope.tensor(values, 2, 12, model.width());
        return new Prefixes(rows, new int[] {12, 7}, List.of(List.of(), List.of()));
    }
}
