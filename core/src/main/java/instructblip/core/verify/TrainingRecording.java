package instructblip.core.verify;

import instructblip.core.checkpoint.TensorValues;
import instructblip.core.train.AdamWSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** A recording of ten steps of AdamW on one batch. */
final class TrainingRecording {

    static final String FILE = "training.json";

    private static final String PIXELS = "pixel_values";

    private final Recording recording;
    private final AdamWSettings optimizer;
    private final double learningRate;

    private TrainingRecording(Recording recording) {
        this.recording = recording;
        RecordedJson json = recording.json();
        if (json.has("dropout") && json.real("dropout") != 0) {
            throw json.fault("dropout", "0: what is dropped out is not recorded");
        }
        RecordedJson settings = json.get("optimizer");
        if (!settings.text("name").equals("AdamW")) {
            throw settings.fault("name", "AdamW");
        }
        this.learningRate = positive(settings, "lr");
        this.optimizer = optimizer(settings);
        recording.list("batch");
        trainable();
    }

    /**
     * @throws RecordingException when it cannot be read or states what cannot be computed
     */
    static TrainingRecording open(Path folder) {
        return new TrainingRecording(Recording.open(folder, FILE));
    }

    private static AdamWSettings optimizer(RecordedJson settings) {
        List<Double> betas = settings.reals("betas");
        if (betas.size() != 2 || betas.stream().anyMatch(beta -> beta < 0 || beta >= 1)) {
            throw settings.fault("betas", "two numbers from 0 to below 1");
        }
        double decay = settings.real("weight_decay");
        if (!(decay >= 0)) {
            throw settings.fault("weight_decay", "0 or more");
        }
        Set<String> exempt = new HashSet<>(settings.texts("no_decay"));
        return new AdamWSettings(
                betas.get(0),
                betas.get(1),
                positive(settings, "eps"),
                decay,
                settings.has("no_decay")
                        ? spec -> !exempt.contains(spec.name())
                        : AdamWSettings::usuallyDecays,
                OptionalDouble.empty());
    }

    private static double positive(RecordedJson json, String key) {
        double number = json.real(key);
        if (!(number > 0)) {
            throw json.fault(key, "a number above 0");
        }
        return number;
    }

    RecordedJson json() {
        return recording.json();
    }

    Recording recording() {
        return recording;
    }

    AdamWSettings optimizer() {
        return optimizer;
    }

    double learningRate() {
        return learningRate;
    }

    /** Names of the tensors that learn. */
    List<String> trainable() {
        List<String> names = new ArrayList<>(json().texts("trainable"));
        names.removeAll(json().texts("no_gradient"));
        if (names.isEmpty()) {
            throw json().fault("trainable", "an array with at least one tensor's name");
        }
        return names;
    }

    /** Tensors whose true gradient is 0 and whose recorded one is rounding noise. */
    Set<String> noise() {
        return new HashSet<>(json().texts("noise_gradient"));
    }

    /** The samples of the batch. */
    List<RecordedJson> batch() {
        return recording.list("batch");
    }

    /** Recorded pixels of each sample of the batch. */
    List<TensorValues> pixels() {
        TensorValues all =
                recording
                        .tensor(PIXELS)
                        .orElseThrow(
                                () ->
                                        new RecordingException(
                                                "%s: there is no tensor %s; expected the batch's pixels."
                                                        .formatted(
                                                                recording.tensorFile(), PIXELS)));
        List<Integer> frames = batch().stream().map(TrainingRecording::frames).toList();
        int images = frames.stream().mapToInt(Integer::intValue).sum();
        if (all.shape().size() != 4 || all.shape().get(0) != images) {
            throw new RecordingException(
                    "%s: %s has shape %s; expected [%d, 3, side, side], as many as the batch has images."
                            .formatted(recording.tensorFile(), PIXELS, all.shape(), images));
        }
        int each = all.values().length / images;
        List<TensorValues> parts = new ArrayList<>();
        int at = 0;
        for (int count : frames) {
            List<Long> shape = new ArrayList<>(all.shape());
            shape.set(0, (long) count);
            float[] values = Arrays.copyOfRange(all.values(), at * each, (at + count) * each);
            parts.add(new TensorValues(shape, values));
            at += count;
        }
        return parts;
    }

    private static int frames(RecordedJson sample) {
        if (sample.list("images").isEmpty()) {
            throw sample.fault("images", "an array with at least one path");
        }
        return sample.list("images").size();
    }

    /** What a tensor's gradient or value was, where it was recorded. */
    Optional<TensorValues> tensor(String kind, String name) {
        return recording.tensor(kind + "/" + name);
    }
}
