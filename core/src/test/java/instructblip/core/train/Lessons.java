package instructblip.core.train;

import instructblip.core.Oracle;
import instructblip.core.checkpoint.TensorValues;
import instructblip.core.model.CheckedModel;
import instructblip.core.model.ModelOptions;
import instructblip.core.model.Precision;
import instructblip.core.model.TrainableModel;
import instructblip.core.model.TrainableTensors;
import instructblip.core.model.TrainingSample;
import instructblip.core.request.RequestException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Small models that learn, and samples of seeded noise. */
final class Lessons {

    private static final List<String> PROMPTS =
            List.of("a photo of", "what is it?", "is the circle red? answer:", "");
    private static final List<String> ANSWERS = List.of("a red circle", "two", "yes", "nothing");

    private Lessons() {}

    static TrainableModel open(String name, String... parts) {
        return open(Oracle.model(name), parts);
    }

    static TrainableModel open(Path folder, String... parts) {
        ModelOptions options = new ModelOptions("cpu", Optional.of(Precision.FLOAT32), 1, 0);
        return CheckedModel.of(folder, options, note -> {})
                .loadToTrain(new TrainableTensors(List.of(parts)));
    }

    static List<TrainingSample> batch(TrainableModel model) throws RequestException {
        Random random = new Random(3);
        int side = model.imageSide();
        List<TrainingSample> batch = new ArrayList<>();
        for (int i = 0; i < PROMPTS.size(); i++) {
            float[] pixels = new float[3 * side * side];
            for (int k = 0; k < pixels.length; k++) {
                pixels[k] = (float) random.nextGaussian();
            }
            List<Long> shape = List.of(1L, 3L, (long) side, (long) side);
            batch.add(
                    model.prepare(new TensorValues(shape, pixels), PROMPTS.get(i), ANSWERS.get(i)));
        }
        return batch;
    }

    /** All learned numbers, one tensor after the other. */
    static List<Float> values(TrainableModel model) {
        List<Float> all = new ArrayList<>();
        model.learned()
                .specs()
                .forEach(
                        spec -> {
                            for (float value : model.learned().values(spec).values()) {
                                all.add(value);
                            }
                        });
        return all;
    }
}
