package instructblip.core.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import instructblip.core.kernel.Kernels;
import instructblip.core.kernel.Scope;
import instructblip.core.kernel.Tensor;
import instructblip.core.language.LanguageModel;
import instructblip.core.language.LanguageModels;
import instructblip.core.language.NextTokens;
import instructblip.core.language.TokenTree;
import instructblip.core.language.TreeSize;
import instructblip.core.request.Generate;
import instructblip.core.request.LanguageFamily;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Decoding rules on a model whose next token depends on the last one alone, so that a test can say
 * what is written. What real models write is compared with the reference's recordings.
 */
class GeneratorTest {

    private static final int END = 3;

    private static Kernels kernels;

    @BeforeAll
    static void open() {
        kernels = LanguageModels.kernels();
    }

    @AfterAll
    static void close() {
        kernels.close();
    }

    /** Logits of what follows each of four tokens; the prefix's own stand in its first numbers. */
    private record Markov(float[][] next, List<Integer> startTokens) implements LanguageModel {

        @Override
        public int[] lesson(int[] prompt, int[] answer) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Tensor predict(Scope scope, Tensor rows, int[] lengths, List<int[]> answers) {
            throw new UnsupportedOperationException();
        }

        @Override
        public LanguageFamily family() {
            return LanguageFamily.LLAMA;
        }

        @Override
        public int width() {
            return vocabulary();
        }

        @Override
        public int vocabulary() {
            return next.length;
        }

        @Override
        public long bytesPerPosition() {
            return 0;
        }

        @Override
        public Tensor embed(Scope scope, Tensor ids) {
            throw new AssertionError("prefixes are given as rows");
        }

        @Override
        public TokenTree read(Scope scope, Tensor rows, int[] lengths, TreeSize size) {
            return new Tree(this, rows);
        }

        @Override
        public void close() {}
    }

    private static final class Tree implements TokenTree {
        private final Markov model;
        private final Tensor rows;
        private int size;

        Tree(Markov model, Tensor rows) {
            this.model = model;
            this.rows = rows;
        }

        @Override
        public Tensor prefixLogits() {
            return rows;
        }

        @Override
        public int root() {
            return -1;
        }

        @Override
        public int size() {
            return size;
        }

        @Override
        public Tensor losses(Scope scope, int[][] tokens, int[][] parents, NextTokens next) {
            throw new AssertionError("nothing is ranked");
        }

        @Override
        public Tensor extend(Scope scope, int[][] tokens, int[][] parents) {
            int n = tokens[0].length;
            int vocabulary = model.vocabulary();
            float[] logits = new float[tokens.length * n * vocabulary];
            for (int b = 0; b < tokens.length; b++) {
                for (int i = 0; i < n; i++) {
                    float[] row = model.next()[tokens[b][i]];
                    System.arraycopy(row, 0, logits, (b * n + i) * vocabulary, vocabulary);
                }
            }
            size += n;
            return scope.tensor(logits, tokens.length, n, vocabulary);
        }

        @Override
        public Optional<Tensor> encoded() {
            return Optional.empty();
        }
    }

    /** After 0 comes 1, after 1 comes 2, after 2 the end; all else is unlikely. */
    private static Markov chain() {
        return new Markov(
                new float[][] {{0, 9, 1, 2}, {0, 1, 9, 2}, {1, 0, 2, 9}, {0, 0, 0, 0}}, List.of());
    }

    private static List<Sequence> write(Markov model, Generate settings, float[]... prefixes) {
        return write(model, Set.of(END), settings, prefixes);
    }

    private static List<Sequence> write(
            Markov model, Set<Integer> ends, Generate settings, float[]... prefixes) {
        try (Scope scope = kernels.scope()) {
            float[] rows = new float[prefixes.length * model.vocabulary()];
            for (int b = 0; b < prefixes.length; b++) {
                System.arraycopy(prefixes[b], 0, rows, b * model.vocabulary(), model.vocabulary());
            }
            int[] lengths = IntStream.generate(() -> 1).limit(prefixes.length).toArray();
            List<List<Integer>> prompts = new ArrayList<>();
            for (int b = 0; b < prefixes.length; b++) {
                prompts.add(b == 0 ? List.of() : List.of(1, 1, 2));
            }
            Tensor tensor = scope.tensor(rows, prefixes.length, 1, model.vocabulary());
            return new Generator(model, kernels, ends)
                    .generate(scope, new Prefixes(tensor, lengths, prompts), settings);
        }
    }

    private static Generate plain(int beams, int most) {
        return new Generate(beams, most, 0, 1.0, 1.0, false);
    }

    private static final float[] TO_0 = {9, 1, 2, 0};
    private static final float[] TO_2 = {1, 0, 9, 2};
    private static final float[] TO_END = {1, 0, 2, 9};

    @Test
    void samplesEndAtTheirOwnSteps() {
        for (int beams = 1; beams <= 4; beams++) {
            List<Sequence> found = write(chain(), plain(beams, 8), TO_0, TO_END, TO_2);
            assertEquals(List.of(0, 1, 2, END), found.get(0).ids());
            assertEquals(List.of(END), found.get(1).ids());
            assertEquals(List.of(2, END), found.get(2).ids());
            assertTrue(found.stream().allMatch(Sequence::finite));
        }
    }

    @Test
    void aSampleThatIsDoneDoesNotDisturbThePenaltyOfOthers() {
        for (int beams = 1; beams <= 4; beams++) {
            Generate settings = new Generate(beams, 8, 0, 1.0, 1.01, false);
            List<Sequence> found = write(chain(), settings, TO_END, TO_0);
            assertEquals(List.of(END), found.get(0).ids());
            assertEquals(List.of(0, 1, 2, END), found.get(1).ids());
        }
    }

    @Test
    void anEmptyPromptHasSeenNothing() {
        Markov likesZero =
                new Markov(
                        new float[][] {{5, 4, 0, 0}, {5, 4, 0, 0}, {5, 4, 0, 0}, {5, 4, 0, 0}},
                        List.of());
        Generate settings = new Generate(1, 1, 0, 1.0, 2.0, true);
        float[] zeroFirst = {5, 4, 1, 0};
        List<Sequence> found = write(likesZero, settings, zeroFirst, zeroFirst);
        assertEquals(List.of(0), found.get(0).ids(), "not penalised for what others saw");
        assertEquals(List.of(0), found.get(1).ids());
        float[] oneFirst = {4, 5, 1, 0};
        found = write(likesZero, settings, oneFirst, oneFirst);
        assertEquals(List.of(1), found.get(0).ids());
        assertEquals(List.of(0), found.get(1).ids(), "1 stands in this prompt");
    }

    @Test
    void thePenaltyCountsAnIdOnceAndByItsSign() {
        Markov same =
                new Markov(
                        new float[][] {{6, 5, 0, -9}, {6, 5, 0, -9}, {6, 5, 0, -9}, {0, 0, 0, 0}},
                        List.of());
        // 6 / 1.1 > 5 however often 0 has been written.
        Generate weak = new Generate(1, 5, 0, 1.0, 1.1, false);
        assertEquals(
                List.of(0, 0, 0, 0, 0), write(same, weak, new float[] {6, 5, 0, -9}).get(0).ids());
        // 6 / 1.5 < 5, then 5 / 1.5 < 6 / 1.5.
        Generate strong = new Generate(1, 4, 0, 1.0, 1.5, false);
        assertEquals(
                List.of(0, 1, 0, 0), write(same, strong, new float[] {6, 5, 0, -9}).get(0).ids());
        Markov negative =
                new Markov(
                        new float[][] {
                            {-4, -5, -9, -9}, {-4, -5, -9, -9}, {0, 0, 0, 0}, {0, 0, 0, 0}
                        },
                        List.of());
        assertEquals(
                List.of(0, 1, 0),
                write(
                                negative,
                                new Generate(1, 3, 0, 1.0, 1.5, false),
                                new float[] {-4, -5, -9, -9})
                        .get(0)
                        .ids());
    }

    @Test
    void startTokensCountAsSeen() {
        float[] zeroFirst = {5, 4, 1, 0};
        Markov model = new Markov(chain().next(), List.of(0));
        Generate settings = new Generate(1, 1, 0, 1.0, 2.0, false);
        assertEquals(List.of(1), write(model, settings, zeroFirst).get(0).ids());
    }

    @Test
    void theEndIsBarredUntilTheMinimum() {
        for (int beams = 1; beams <= 4; beams++) {
            for (int least = 0; least <= 5; least++) {
                Generate settings = new Generate(beams, 5, least, 0.0, 1.0, false);
                List<Integer> ids = write(chain(), settings, TO_END).get(0).ids();
                assertTrue(ids.size() >= Math.max(1, least), ids::toString);
                int end = ids.indexOf(END);
                assertTrue(end < 0 || end >= least, ids::toString);
                assertTrue(end < 0 || end == ids.size() - 1, ids::toString);
            }
        }
    }

    @Test
    void oneNewTokenIsTheLikeliest() {
        for (int beams = 1; beams <= 4; beams++) {
            assertEquals(List.of(2), write(chain(), plain(beams, 1), TO_2).get(0).ids());
        }
    }

    @Test
    void anyOfSeveralEndTokensEnds() {
        for (int beams = 1; beams <= 4; beams++) {
            Sequence found = write(chain(), Set.of(2, END), plain(beams, 8), TO_0).get(0);
            assertEquals(List.of(0, 1, 2), found.ids());
            assertEquals(beams == 1, Double.isNaN(found.score()));
        }
    }

    @Test
    void moreBeamsThanTokensAreNoFault() {
        for (int beams : new int[] {3, 4, 5, 7, 40}) {
            List<Sequence> found = write(chain(), plain(beams, 6), TO_0, TO_2);
            assertEquals(List.of(0, 1, 2, END), found.get(0).ids());
            assertEquals(List.of(2, END), found.get(1).ids());
        }
    }

    @Test
    void whereNothingMayBeWrittenTheSampleFails() {
        Generate settings = new Generate(2, 3, 3, 1.0, 1.0, false);
        Sequence found = write(chain(), Set.of(0, 1, 2, END), settings, TO_0).get(0);
        assertFalse(found.finite());
    }

    @Test
    void numbersThatAreNotFiniteFailTheirSampleOnly() {
        Markov breaks =
                new Markov(
                        new float[][] {
                            {0, Float.NaN, 1, 2},
                            {-99, 1, 9, 2},
                            {-99, 0, 2, 9},
                            {0, 0, Float.POSITIVE_INFINITY, 0}
                        },
                        List.of());
        for (int beams = 1; beams <= 2; beams++) {
            float[] infinite = {0, Float.POSITIVE_INFINITY, 0, 0};
            float[] sound = {-99, 0, 9, 2};
            List<Sequence> found = write(breaks, plain(beams, 5), sound, infinite, TO_0, sound);
            assertEquals(List.of(2, END), found.get(0).ids());
            assertFalse(found.get(1).finite());
            assertFalse(found.get(2).finite());
            assertEquals(List.of(2, END), found.get(3).ids());
        }
    }
}
