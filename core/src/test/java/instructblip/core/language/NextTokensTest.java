package instructblip.core.language;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import instructblip.core.kernel.Kernels;
import instructblip.core.kernel.Scope;
import instructblip.core.kernel.Tensor;
import instructblip.core.kernel.TensorList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NextTokensTest {

    /** A vocabulary as large as this one is said to be has 64 nodes in a part. */
    private static final int SAID_TO_BE = 1 << 16;

    private static final int WORDS = 40;
    private static final int WIDTH = 8;

    @Test
    void lossesInPartsEqualThoseOfAllLogits() {
        Random random = new Random(11);
        long[] nodes =
                IntStream.range(0, 400).mapToLong(i -> random.nextInt(200)).sorted().toArray();
        long[] ids = random.longs(nodes.length, 0, WORDS).toArray();
        try (Kernels kernels = LanguageModels.kernels();
                Scope scope = kernels.scope()) {
            Tensor hidden = scope.tensor(numbers(random, 200 * WIDTH), 2, 100, WIDTH);
            Tensor words = scope.tensor(numbers(random, WORDS * WIDTH), WORDS, WIDTH);
            Tensor head = kernels.packed() ? kernels.call(scope, "pack", words, 257) : words;
            TensorList weights = scope.own(kernels.listOf(List.of(words, head)));
            Tensor logits = kernels.call(scope, "next_logits", hidden, weights);
            float[] expected =
                    kernels.call(
                                    scope,
                                    "losses",
                                    logits,
                                    scope.tensor(nodes, nodes.length),
                                    scope.tensor(ids, ids.length))
                            .floats();
            Tensor found =
                    new NextTokens(nodes, ids).losses(kernels, scope, hidden, weights, SAID_TO_BE);
            assertArrayEquals(expected, found.floats(), 1e-5f);
        }
    }

    private static float[] numbers(Random random, int count) {
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = (float) random.nextGaussian();
        }
        return numbers;
    }
}
