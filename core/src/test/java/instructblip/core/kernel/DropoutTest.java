package instructblip.core.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DropoutTest {

    private static final int N = 200_000;
    private static final double RATE = 0.1;

    /** The rate that 16 random bits can tell. */
    private static final double DRAWN = Math.round(RATE * 65536) / 65536.0;

    @Test
    void keepsTheMeanAndHasItsVariance() {
        try (Kernels kernels = Kernels.openForTraining("cpu", DType.FLOAT32)) {
            float[] kept = dropped(kernels, 11, RATE);
            double mean = 0;
            double squares = 0;
            for (float x : kept) {
                assertTrue(x == 0 || Math.abs(x - 1 / (1 - DRAWN)) < 1e-6);
                mean += x / N;
                squares += (double) x * x / N;
            }
            double variance = DRAWN / (1 - DRAWN);
            assertEquals(1, mean, 5 * Math.sqrt(variance / N));
            assertEquals(variance, squares - mean * mean, 0.005);
            assertArrayEquals(kept, dropped(kernels, 11, RATE));
            assertFalse(Arrays.equals(kept, dropped(kernels, 12, RATE)));
            assertArrayEquals(ones(), dropped(kernels, 11, 0));
        }
    }

    /** Four elements share a random number: what becomes of one says nothing about the next. */
    @Test
    void neighboursAreIndependent() {
        try (Kernels kernels = Kernels.openForTraining("cpu", DType.FLOAT32)) {
            float[] kept = dropped(kernels, 5, RATE);
            for (int distance = 1; distance <= 8; distance++) {
                int both = 0;
                for (int i = 0; i + distance < N; i++) {
                    both += kept[i] == 0 && kept[i + distance] == 0 ? 1 : 0;
                }
                double share = DRAWN * DRAWN;
                assertEquals(share, both / (double) N, 5 * Math.sqrt(share / N));
            }
        }
    }

    /**
     * Of four positions the last two are padding, with values that show when they are looked at.
     */
    @Test
    void attentionThatIsDroppedLooksAtNothingThatIsMasked() {
        try (Kernels kernels = Kernels.openForTraining("cpu", DType.FLOAT32);
                Scope scope = kernels.scope()) {
            Tensor q = scope.tensor(new float[] {1, -1, 2, 0.5f}, 1, 2, 2);
            Tensor k = scope.tensor(new float[] {1, 0, 0, 1, 9, 9, -9, 9}, 1, 4, 2);
            Tensor v = scope.tensor(new float[] {1, 1, 1, 1, 1e6f, 1e6f, 1e6f, 1e6f}, 1, 4, 2);
            boolean[] seen = {true, true, false, false};
            float infinite = Float.NEGATIVE_INFINITY;
            Tensor[] masks = {
                scope.tensor(seen, 1, 1, 1, 4),
                scope.tensor(new float[] {0, 0, infinite, infinite}, 1, 1, 1, 4)
            };
            for (Tensor mask : masks) {
                for (int draw = 0; draw < 20; draw++) {
                    float[] found =
                            kernels.call(scope, "attended", q, k, v, 1, mask, RATE).floats();
                    for (float x : found) {
                        assertTrue(x >= 0 && x <= 1 / (1 - DRAWN) + 1e-6, Arrays.toString(found));
                    }
                }
            }
        }
    }

    @Test
    void ratesHoldWhileTrainingIsRecordedOnly() {
        try (Kernels kernels = Kernels.openForTraining("cpu", DType.FLOAT32)) {
            assertEquals(0, kernels.dropout(RATE));
            assertEquals(RATE, kernels.recorded(true, () -> kernels.dropout(RATE)));
            assertEquals(0, kernels.recorded(false, () -> kernels.dropout(RATE)));
            assertThrows(
                    IllegalStateException.class,
                    () ->
                            kernels.recorded(
                                    true,
                                    () -> {
                                        throw new IllegalStateException();
                                    }));
            assertEquals(0, kernels.dropout(RATE));
        }
    }

    @Test
    void kernelsThatAnswerRecordNothing() {
        try (Kernels kernels = Kernels.open("cpu", DType.FLOAT32)) {
            assertThrows(IllegalStateException.class, () -> kernels.recorded(false, () -> 1));
        }
    }

    /** The dropout of the stacks, applied to ones. */
    private static float[] dropped(Kernels kernels, int seed, double rate) {
        kernels.run("seed", seed);
        try (Scope scope = kernels.scope()) {
            return kernels.call(scope, "dropped", scope.tensor(ones(), N), rate).floats();
        }
    }

    private static float[] ones() {
        float[] ones = new float[N];
        Arrays.fill(ones, 1);
        return ones;
    }
}
