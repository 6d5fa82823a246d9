package instructblip.core.qformer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import instructblip.core.Oracle;
import instructblip.core.checkpoint.Checkpoint;
import instructblip.core.checkpoint.ConfigNode;
import instructblip.core.kernel.Activation;
import instructblip.core.kernel.DType;
import instructblip.core.kernel.Kernels;
import instructblip.core.kernel.Scope;
import instructblip.core.kernel.Tensor;
import instructblip.core.kernel.TensorList;
import instructblip.core.kernel.TorchRuntime;
import instructblip.core.kernel.WeightLoader;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the Q-Former finds with keys and without them. */
class UnprojectedTest {

    private static final int IMAGES = 2;
    private static final int ROWS = 11;
    private static final List<int[]> INSTRUCTIONS =
            List.of(new int[] {4, 9, 2}, new int[] {7}, new int[] {5, 6});

    private static QFormerConfig config(String name) {
        ConfigNode whole = ConfigNode.read(Oracle.model(name).resolve("config.json"));
        return QFormerConfig.of(
                whole.object("qformer_config"),
                whole.count("num_query_tokens", 32),
                whole.object("vision_config").count("hidden_size", 1408),
                !name.startsWith("blip2"));
    }

    /** Twelve heads of 64, as BERT's. */
    private static QFormerConfig ofHeads64(int queries, Optional<QFormerConfig.Text> text) {
        return new QFormerConfig(
                queries, 768, 3072, 12, 12, 2, 1408, text, false, Activation.GELU, 1e-12, 0.1, 0.1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"instructblip-t5-tiny", "llama-grouped-tied", "blip2-t5-tiny"})
    void queriesAreThoseThatLookAtKeys(String name) {
        TorchRuntime.setThreads(1);
        QFormerConfig config = config(name);
        int width = config.imageWidth();
        Random random = new Random(3);
        float[] rows = noise(random, IMAGES * ROWS * width, 0, 1);
        float[] weight = noise(random, width, 1, 0.3);
        float[] bias = noise(random, width, 0, 0.3);
        long[] looksAt = {0, 1, 0};
        try (Kernels kernels = Kernels.openForTraining("cpu", DType.FLOAT32);
                QFormer qformer =
                        new QFormer(
                                config,
                                kernels,
                                new WeightLoader(kernels, Checkpoint.open(Oracle.model(name))));
                Scope scope = kernels.scope()) {
            Tensor scaled = scope.tensor(scaled(rows, weight, bias), IMAGES, ROWS, width);
            float[] expected;
            try (TensorList keys = qformer.keys(scaled)) {
                expected = qformer.query(scope, keys, looksAt, INSTRUCTIONS).floats();
            }
            try (TensorList unprojected = qformer.unprojected(scope, scaled, null, looksAt)) {
                float[] found = qformer.query(scope, unprojected, looksAt, INSTRUCTIONS).floats();
                assertArrayEquals(expected, found, 2e-5f);
            }
            TensorList scaling =
                    scope.own(
                            kernels.listOf(
                                    List.of(
                                            scope.tensor(weight, width),
                                            scope.tensor(bias, width))));
            Tensor unscaled = scope.tensor(rows, IMAGES, ROWS, width);
            try (TensorList unprojected = qformer.unprojected(scope, unscaled, scaling, looksAt)) {
                float[] found = qformer.query(scope, unprojected, looksAt, INSTRUCTIONS).floats();
                assertArrayEquals(expected, found, 2e-5f);
            }
            assertNotEquals(expected[0], expected[expected.length / 3]);
        }
    }

    @Test
    void isChosenWhereFewQueriesLookAtManyRows() {
        Optional<QFormerConfig.Text> text = Optional.of(new QFormerConfig.Text(30523, 512));
        assertTrue(ofHeads64(32, text).prefersUnprojected(16, 257, 16));
        assertFalse(ofHeads64(32, text).prefersUnprojected(1, 257, 16));
        assertFalse(ofHeads64(96, text).prefersUnprojected(16, 257, 16));
        assertFalse(ofHeads64(32, text).prefersUnprojected(16, 40, 16));
        // Without an instruction each image is looked at once.
        assertTrue(ofHeads64(32, Optional.empty()).prefersUnprojected(1, 257, 16));
    }

    private static float[] noise(Random random, int count, double mean, double deviation) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (mean + deviation * random.nextGaussian());
        }
        return values;
    }

    private static float[] scaled(float[] rows, float[] weight, float[] bias) {
        float[] scaled = new float[rows.length];
        for (int i = 0; i < rows.length; i++) {
            int column = i % weight.length;
            scaled[i] = rows[i] * weight[column] + bias[column];
        }
        return scaled;
    }
}
