package instructblip.core.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import instructblip.core.Oracle;
import instructblip.core.checkpoint.TensorValues;
import instructblip.core.checkpoint.WeightSpec;
import instructblip.core.kernel.DType;
import instructblip.core.kernel.Kernels;
import instructblip.core.kernel.NamedTensors;
import instructblip.core.kernel.Scope;
import instructblip.core.kernel.Tensor;
import instructblip.core.kernel.TensorList;
import instructblip.core.request.RequestException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Gradients of every tensor of a model against finite differences of its loss, in float64: both
 * families, heads of their own and tied ones, grouped keys, every activation.
 */
class GradientCheckTest {

    /** Length of the way that a tensor is moved to either side. */
    private static final double STEP = 2e-4;

    @ParameterizedTest
    @CsvSource({
        "instructblip-t5-tiny, two blue boxes",
        "instructblip-vicuna-tiny, two blue boxes",
        "t5-silu-tied, two blue boxes",
        "t5-silu-tied, two",
        "llama-grouped-tied, two blue boxes",
        "blip2-t5-tiny, two blue boxes",
        "blip2-opt-projected, two blue boxes"
    })
    void theLossMovesAsItsGradientsSay(String name, String answer) throws RequestException {
        Random random = new Random(7);
        try (TrainableModel model = open(name)) {
            List<TrainingSample> batch =
                    List.of(
                            sample(model, random, "a red circle", "yes"),
                            sample(model, random, "how many are there in it?", answer));
            NamedTensors learned = model.learned();
            List<double[]> gradients = gradients(model, batch);
            List<String> still = new ArrayList<>();
            int moved = 0;
            for (int i = 0; i < gradients.size(); i++) {
                WeightSpec spec = learned.specs().get(i);
                float[] start = learned.values(spec).values();
                float[] ahead = new float[start.length];
                float[] behind = new float[start.length];
                double expected = 0;
                double size = 0;
                double step = STEP / Math.sqrt(start.length);
                for (int k = 0; k < start.length; k++) {
                    double direction = random.nextGaussian();
                    ahead[k] = (float) (start[k] + step * direction);
                    behind[k] = (float) (start[k] - step * direction);
                    double change = gradients.get(i)[k] * ((double) ahead[k] - behind[k]);
                    expected += change;
                    size += change * change;
                }
                learned.set(spec.name(), ahead);
                double found = loss(model, batch);
                learned.set(spec.name(), behind);
                found -= loss(model, batch);
                learned.set(spec.name(), start);
                assertEquals(expected, found, 1e-5 * Math.sqrt(size) + 1e-10, spec.name());
                if (size > 0) {
                    moved++;
                } else {
                    still.add(spec.name());
                }
            }
            // A bias of keys adds the same to all scores of a row.
            still.removeIf(tensor -> tensor.endsWith("crossattention.attention.key.bias"));
            // The text side of the last Q-Former layer is read by nobody; BLIP-2 has none.
            assertEquals(name.startsWith("blip2") ? 0 : 6, still.size(), still.toString());
            assertTrue(moved > 100);
        }
    }

    private static TrainableModel open(String name) {
        ModelOptions options = new ModelOptions("cpu", Optional.of(Precision.FLOAT32), 1, 0);
        return CheckedModel.of(Oracle.model(name), options, note -> {})
                .loadToTrain(new TrainableTensors(List.of("all")), DType.FLOAT64);
    }

    private static TrainingSample sample(
            TrainableModel model, Random random, String prompt, String answer)
            throws RequestException {
        int side = model.imageSide();
        float[] pixels = new float[3 * side * side];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (float) random.nextGaussian();
        }
        List<Long> shape = List.of(1L, 3L, (long) side, (long) side);
        return model.prepare(new TensorValues(shape, pixels), prompt, answer);
    }

    private static List<double[]> gradients(TrainableModel model, List<TrainingSample> batch) {
        Kernels kernels = model.kernels();
        try (Scope scope = kernels.scope()) {
            Tensor loss = kernels.recorded(false, () -> model.loss(scope, batch, 3));
            TensorList list = scope.own(kernels.list("gradients", loss, model.learned().list()));
            List<double[]> gradients = new ArrayList<>();
            kernels.tensors(scope, list).forEach(tensor -> gradients.add(tensor.doubles()));
            return gradients;
        }
    }

    private static double loss(TrainableModel model, List<TrainingSample> batch) {
        try (Scope scope = model.kernels().scope()) {
            return model.loss(scope, batch, 3).doubles()[0];
        }
    }
}
