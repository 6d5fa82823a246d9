package instructblip.core.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import instructblip.core.Oracle;
import instructblip.core.checkpoint.Checkpoint;
import instructblip.core.checkpoint.WeightSpec;
import instructblip.core.image.Movement;
import instructblip.core.image.RgbImage;
import instructblip.core.kernel.DType;
import instructblip.core.kernel.Kernels;
import instructblip.core.kernel.NamedTensors;
import instructblip.core.kernel.Scope;
import instructblip.core.kernel.Tensor;
import instructblip.core.kernel.TensorList;
import instructblip.core.request.Rank;
import instructblip.core.request.Request;
import instructblip.core.request.RequestException;
import instructblip.core.train.AdamWSettings;
import instructblip.core.train.Trainer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LabelHeadsTest {

    private static final int LABELS = 3;
    private static final int CLASSES = 4;
    private static final int IMAGES = 5;
    private static final int ROWS = 7;
    private static final int WIDTH = 6;

    /** Classes of the images' labels; -1 is not known. */
    private static final List<int[]> BATCH =
            List.of(
                    new int[] {0, 3, -1},
                    new int[] {-1, 2, 1},
                    new int[] {-1, -1, -1},
                    new int[] {1, 0, 0},
                    new int[] {-1, -1, 2});

    private static final LabelHeads HEADS = new LabelHeads(LABELS, CLASSES);

    @Test
    void lossesAndGradientsAreThoseOfTheFormula() {
        float[] seen = noise(5, IMAGES * ROWS * WIDTH, 1);
        float[] query = noise(6, LABELS * WIDTH, 1);
        float[] weight = noise(7, LABELS * WIDTH * CLASSES, 1);
        try (Kernels kernels = Kernels.openForTraining("cpu", DType.FLOAT32);
                NamedTensors learned = learned(kernels);
                Scope scope = kernels.scope()) {
            learned.set("label_heads.query", query);
            learned.set("label_heads.weight", weight);
            Tensor rows = scope.tensor(seen, IMAGES, ROWS, WIDTH);
            float[] losses = HEADS.losses(scope, learned, rows, BATCH).floats();
            double[] expected = expected(seen, query, weight);
            for (int i = 0; i < expected.length; i++) {
                assertEquals(expected[i], losses[i], 2e-6, "loss " + i);
            }
            assertEquals(8, losses.length);

            Tensor mean =
                    kernels.recorded(
                            false,
                            () ->
                                    kernels.call(
                                            scope,
                                            "share",
                                            HEADS.losses(scope, learned, rows, BATCH),
                                            8));
            TensorList list = scope.own(kernels.list("gradients", mean, learned.list()));
            List<Tensor> gradients = kernels.tensors(scope, list);
            differences(query, gradients.get(0).floats(), () -> mean(seen, query, weight));
            differences(weight, gradients.get(1).floats(), () -> mean(seen, query, weight));
        }
    }

    private static NamedTensors learned(Kernels kernels) {
        Map<WeightSpec, float[]> tensors = HEADS.tensors(WIDTH, 1);
        return NamedTensors.learning(kernels, Checkpoint.of(List.of()), List.of(), tensors);
    }

    private interface Loss {

        double of();
    }

    private static void differences(float[] values, float[] gradient, Loss loss) {
        assertEquals(values.length, gradient.length);
        for (int i = 0; i < values.length; i++) {
            float start = values[i];
            values[i] = start + 1e-3f;
            double ahead = loss.of();
            float above = values[i];
            values[i] = start - 1e-3f;
            double found = (ahead - loss.of()) / ((double) above - values[i]);
            values[i] = start;
            assertEquals(found, gradient[i], 2e-6, "number " + i);
        }
    }

    private static double mean(float[] seen, float[] query, float[] weight) {
        return Arrays.stream(expected(seen, query, weight)).average().orElseThrow();
    }

    /** Each label's query weighs the rows, and its matrix reads the class from their mean. */
    private static double[] expected(float[] seen, float[] query, float[] weight) {
        List<Double> losses = new ArrayList<>();
        for (int b = 0; b < IMAGES; b++) {
            for (int label = 0; label < LABELS; label++) {
                if (BATCH.get(b)[label] < 0) {
                    continue;
                }
                double[] share = new double[ROWS];
                double all = 0;
                for (int n = 0; n < ROWS; n++) {
                    double score = 0;
                    for (int d = 0; d < WIDTH; d++) {
                        double row = seen[(b * ROWS + n) * WIDTH + d];
                        score += query[label * WIDTH + d] * row / Math.sqrt(WIDTH);
                    }
                    share[n] = Math.exp(score);
                    all += share[n];
                }
                double[] logits = new double[CLASSES];
                for (int d = 0; d < WIDTH; d++) {
                    double read = 0;
                    for (int n = 0; n < ROWS; n++) {
                        read += share[n] / all * seen[(b * ROWS + n) * WIDTH + d];
                    }
                    for (int c = 0; c < CLASSES; c++) {
                        logits[c] += read * weight[(label * WIDTH + d) * CLASSES + c];
                    }
                }
                double sum = Arrays.stream(logits).map(Math::exp).sum();
                losses.add(Math.log(sum) - logits[BATCH.get(b)[label]]);
            }
        }
        return losses.stream().mapToDouble(Double::doubleValue).toArray();
    }

    @Test
    void theyBeginAsTheSeedSays() {
        Map<WeightSpec, float[]> one = HEADS.tensors(WIDTH, 1);
        assertEquals(
                List.of(
                        WeightSpec.table("label_heads.query", LABELS, WIDTH),
                        WeightSpec.table("label_heads.weight", LABELS, WIDTH, CLASSES)),
                List.copyOf(one.keySet()));
        Map<WeightSpec, float[]> two = HEADS.tensors(WIDTH, 2);
        for (WeightSpec spec : one.keySet()) {
            assertArrayEquals(one.get(spec), HEADS.tensors(WIDTH, 1).get(spec));
            assertTrue(!Arrays.equals(one.get(spec), two.get(spec)));
        }
        assertEquals(Map.of(), LabelHeads.NONE.tensors(WIDTH, 1));
    }

    /** Dark or light, and which half is lighter: a few steps are enough. */
    @Test
    void theVisionEncoderLearnsToyLabels() throws RequestException {
        ModelOptions options = new ModelOptions("cpu", Optional.of(Precision.FLOAT32), 1, 0);
        try (TrainableModel model =
                        CheckedModel.of(Oracle.model("instructblip-t5-tiny"), options, note -> {})
                                .loadToTrain(
                                        new TrainableTensors(List.of("vision")),
                                        new LabelHeads(2, 2),
                                        1);
                Trainer trainer = new Trainer(model, AdamWSettings.authors(), true, 1)) {
            List<TrainingSample> batch = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                int[] classes = {i % 2, i / 2 % 2 == 0 ? i / 4 : -1};
                batch.add(toy(model, new Random(i), i % 2, i / 4, classes));
            }
            assertEquals(12, batch.stream().mapToInt(TrainingSample::labels).sum());
            double before = trainer.loss(batch);
            assertEquals(Math.log(2), before, 0.15);
            for (int step = 0; step < 150; step++) {
                trainer.step(List.of(batch), 3e-3);
            }
            assertTrue(trainer.loss(batch) < 0.05, "loss " + trainer.loss(batch));
            List<TrainingSample> unseen = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                int[] classes = {i % 2, i / 4};
                unseen.add(toy(model, new Random(100 + i), i % 2, i / 4, classes));
            }
            assertTrue(trainer.loss(unseen) < 0.3, "loss " + trainer.loss(unseen));
        }
    }

    private static TrainingSample toy(
            TrainableModel model, Random random, int light, int right, int[] classes) {
        int side = model.imageSide();
        byte[] rgb = new byte[3 * side * side];
        for (int i = 0; i < rgb.length; i++) {
            boolean isRight = i / 3 % side >= side / 2;
            int level = (light == 1 ? 150 : 40) + (isRight == (right == 1) ? 40 : 0);
            rgb[i] = (byte) (level + random.nextInt(20));
        }
        DecodedImage image =
                new DecodedImage("toy" + random.nextLong(), new RgbImage(side, side, rgb))
                        .moved(Movement.NONE);
        Request request = new Request(List.of(Path.of("toy")), "", new Rank(List.of("")));
        int[] none = {};
        return TrainingSample.labelled(
                new PreparedSample(request, List.of(image), none, none, List.of(), 0), classes);
    }

    private static float[] noise(long seed, int count, double deviation) {
        Random random = new Random(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (deviation * random.nextGaussian());
        }
        return values;
    }
}
