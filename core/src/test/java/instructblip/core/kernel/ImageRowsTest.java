package instructblip.core.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Products and attention over all rows of images, which are divided in other ways per batch. */
class ImageRowsTest {

    private static final int ROWS = 257;
    private static final int IN = 96;
    private static final int OUT = 160;

    /** One image is 256 rows and one more, two are 512 and two, five are a single product. */
    @ParameterizedTest
    @EnumSource(
            value = DType.class,
            names = {"FLOAT32", "BFLOAT16"})
    void theBitsOfARowDoNotDependOnTheBatch(DType dtype) {
        try (Kernels kernels = Kernels.open("cpu", dtype);
                Scope scope = kernels.scope()) {
            Random random = new Random(3);
            Tensor images = tensor(kernels, scope, random, 5, ROWS, IN);
            Tensor matrix = tensor(kernels, scope, random, OUT, IN);
            Tensor bias = tensor(kernels, scope, random, OUT);
            if (kernels.packed()) {
                matrix = kernels.call(scope, "pack", matrix, ROWS);
            }
            float[] five = keys(kernels, scope, images, matrix, bias);
            int of = ROWS * OUT;
            for (int count : new int[] {1, 2, 3}) {
                long[] first = new long[count];
                Arrays.setAll(first, i -> i + 1);
                Tensor some = kernels.call(scope, "take", images, scope.tensor(first, count));
                float[] expected = Arrays.copyOfRange(five, of, (1 + count) * of);
                float[] found = keys(kernels, scope, some, matrix, bias);
                // Plain products are free to differ in a last bit.
                assertArrayEquals(expected, found, kernels.packed() ? 0 : 0.01f * IN);
            }
        }
    }

    private static float[] keys(
            Kernels kernels, Scope scope, Tensor images, Tensor matrix, Tensor bias) {
        try (TensorList weights = kernels.listOf(List.of(matrix, bias, matrix, bias));
                TensorList keys = kernels.list("qformer_keys", images, weights)) {
            List<Tensor> both = kernels.tensors(scope, keys);
            assertArrayEquals(both.get(0).floats(), both.get(1).floats());
            return both.get(0).floats();
        }
    }

    /** Samples in one piece, in pieces of two and one, and each alone. */
    @ParameterizedTest
    @CsvSource({"3, 5, 7", "3, 100, 600", "2, 257, 800"})
    void attentionIsThatOfItsDefinition(int samples, int rows, int positions) {
        for (DType dtype : List.of(DType.FLOAT32, DType.BFLOAT16)) {
            try (Kernels kernels = Kernels.open("cpu", dtype);
                    Scope scope = kernels.scope()) {
                Random random = new Random(5);
                int heads = 8;
                int width = heads * 4;
                Tensor q = tensor(kernels, scope, random, samples, rows, width);
                Tensor k = tensor(kernels, scope, random, samples, positions, width);
                Tensor v = tensor(kernels, scope, random, samples, positions, width);
                int[] visible = new int[samples];
                Arrays.setAll(visible, b -> b == 0 ? positions : 3 + b);
                boolean[] mask = new boolean[samples * positions];
                for (int i = 0; i < mask.length; i++) {
                    mask[i] = i % positions < visible[i / positions];
                }
                Tensor seen = scope.tensor(mask, samples, 1, 1, positions);
                double tolerance = dtype == DType.FLOAT32 ? 1e-5 : 0.04;
                float[] masked =
                        kernels.call(scope, "attended", q, k, v, heads, seen, 0.0).floats();
                assertNear(expected(q, k, v, heads, visible), masked, tolerance);
                Arrays.fill(visible, positions);
                float[] all = kernels.call(scope, "attended", q, k, v, heads, null, 0.0).floats();
                assertNear(expected(q, k, v, heads, visible), all, tolerance);
            }
        }
    }

    private static void assertNear(double[] expected, float[] found, double tolerance) {
        assertEquals(expected.length, found.length);
        for (int i = 0; i < found.length; i++) {
            assertEquals(expected[i], found[i], tolerance);
        }
    }

    private static double[] expected(Tensor q, Tensor k, Tensor v, int heads, int[] visible) {
        int rows = q.size(1);
        int width = q.size(2);
        int positions = k.size(1);
        int d = width / heads;
        float[] queries = q.floats();
        float[] keys = k.floats();
        float[] values = v.floats();
        double[] out = new double[queries.length];
        double[] weights = new double[positions];
        for (int head = 0; head < q.size(0) * rows * heads; head++) {
            int b = head / heads / rows;
            int at = head * d;
            double sum = 0;
            for (int m = 0; m < visible[b]; m++) {
                int key = (b * positions + m) * width + head % heads * d;
                double score = 0;
                for (int i = 0; i < d; i++) {
                    score += (double) queries[at + i] * keys[key + i];
                }
                weights[m] = Math.exp(score / Math.sqrt(d));
                sum += weights[m];
            }
            for (int m = 0; m < visible[b]; m++) {
                int key = (b * positions + m) * width + head % heads * d;
                for (int i = 0; i < d; i++) {
                    out[at + i] += weights[m] / sum * values[key + i];
                }
            }
        }
        return out;
    }

    /** Normal numbers, rounded to the kernels' dtype. */
    private static Tensor tensor(Kernels kernels, Scope scope, Random random, long... shape) {
        int elements = Math.toIntExact(Arrays.stream(shape).reduce(1, (a, b) -> a * b));
        float[] values = new float[elements];
        for (int i = 0; i < elements; i++) {
            values[i] = (float) random.nextGaussian();
        }
        ByteBuffer bytes = ByteBuffer.allocateDirect(4 * elements).order(ByteOrder.nativeOrder());
        bytes.asFloatBuffer().put(values);
        try (Tensor raw = scope.tensor(bytes)) {
            return kernels.call(
                    scope, "typed", raw, shape, DType.FLOAT32.code(), kernels.dtype().code());
        }
    }
}
