package instructblip.core.verify;

import instructblip.core.checkpoint.TensorValues;
import instructblip.core.checkpoint.WeightSpec;
import instructblip.core.model.TrainableModel;
import instructblip.core.model.TrainingSample;
import instructblip.core.request.RequestException;
import instructblip.core.train.Trainer;
import instructblip.core.train.TrainingException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes a recording's ten steps here and compares losses, first gradients and tensors. */
final class TrainingComparison {

    private static final int STEPS = 10;

    private static final String GRADIENT = "grad";
    private static final String AFTER = "after10";
    private static final String PIXELS = "pixel_values";

    /** Below it a gradient that should be 0 is rounding. */
    private static final double NOISE = 1e-5;

    private final TrainableModel model;
    private final TrainingRecording recording;
    private final Tolerances tolerances;
    private final CaseReport report = new CaseReport(TrainingRecording.FILE);
    private final Map<String, TensorValues> computed = new LinkedHashMap<>();
    private final Set<String> noise;
    private final TensorDifferences losses;
    private final TensorDifferences gradients;
    private final TensorDifferences after;

    TrainingComparison(TrainableModel model, TrainingRecording recording, Tolerances tolerances) {
        this.model = model;
        this.recording = recording;
        this.tolerances = tolerances;
        this.noise = recording.noise();
        this.losses = new TensorDifferences("losses", tolerances.training(), report);
        this.gradients = new TensorDifferences(GRADIENT, tolerances.training(), report);
        this.after = new TensorDifferences(AFTER, tolerances.stage(), report);
    }

    /** Tensors computed here, by the recording's names. */
    Map<String, TensorValues> computed() {
        return computed;
    }

    TrainingReport compare() {
        List<Double> found = new ArrayList<>();
        List<TrainingSample> batch = batch();
        try (Trainer trainer = new Trainer(model, recording.optimizer(), false, 0)) {
            compareGradients(trainer.gradients(batch));
            for (int i = 0; i < STEPS; i++) {
                found.add(trainer.step(List.of(batch), recording.learningRate()).loss());
            }
            found.add(trainer.loss(batch));
            compareTensors();
        } catch (TrainingException e) {
            report.fault(e.getMessage());
        }
        compareLosses(found);
        strangers();
        VerifyReport.Case compared = report.done();
        Map<String, TrainingReport.Stage> stages = new LinkedHashMap<>();
        images(compared).ifPresent(stage -> stages.put(PIXELS, stage));
        stages.put("losses", losses.stage());
        stages.put("gradients", gradients.stage());
        stages.put("after10", after.stage());
        return new TrainingReport(
                model.description().name(),
                found,
                gradients.byName(),
                after.byName(),
                stages,
                compared.faults(),
                compared.faults().isEmpty());
    }

    private List<TrainingSample> batch() {
        List<TrainingSample> batch = new ArrayList<>();
        List<TensorValues> pixels = recording.pixels();
        List<RecordedJson> samples = recording.batch();
        for (int i = 0; i < samples.size(); i++) {
            RecordedJson json = samples.get(i);
            try {
                TrainingSample sample =
                        model.prepare(pixels.get(i), json.text("prompt"), json.text("answer"));
                same(json, "prompt_ids", sample.prompt());
                same(json, "qformer_ids", sample.instruction());
                same(json, "answer_ids", sample.answer());
                batch.add(sample);
            } catch (RequestException e) {
                throw new RecordingException(
                        "%s: %s: %s".formatted(json.file(), json.place(), e.getMessage()), e);
            }
            images(json, pixels.get(i));
        }
        return batch;
    }

    private void same(RecordedJson json, String key, int[] found) {
        if (json.has(key)) {
            List<Integer> ids = Arrays.stream(found).boxed().toList();
            report.same(json.place() + "." + key, json.numbers(key), ids);
        }
    }

    private void images(RecordedJson json, TensorValues recorded) {
        PixelComparison comparison =
                new PixelComparison(model.pixels(), recording.recording(), tolerances);
        try {
            comparison.compare(
                    json.place() + "." + PIXELS,
                    comparison.images(json),
                    Optional.of(recorded),
                    report);
        } catch (RequestException e) {
            report.missing(json.place() + "." + PIXELS, tolerances.pixels(), e.getMessage());
        }
    }

    private static Optional<TrainingReport.Stage> images(VerifyReport.Case compared) {
        List<VerifyReport.Stage> stages = List.copyOf(compared.stages().values());
        double tolerance =
                stages.stream().mapToDouble(VerifyReport.Stage::tolerance).max().orElse(0);
        int equal = (int) stages.stream().filter(VerifyReport.Stage::equal).count();
        Double largest =
                stages.stream()
                        .map(VerifyReport.Stage::maxAbsDiff)
                        .filter(difference -> difference != null)
                        .max(Double::compare)
                        .orElse(null);
        return stages.isEmpty()
                ? Optional.empty()
                : Optional.of(new TrainingReport.Stage(stages.size(), equal, largest, tolerance));
    }

    private void compareGradients(Map<String, float[]> found) {
        for (WeightSpec spec : model.learned().specs()) {
            String name = spec.name();
            TensorValues values = new TensorValues(spec.shape(), found.get(name));
            computed.put(GRADIENT + "/" + name, values);
            Optional<TensorValues> expected = recorded(GRADIENT, name, values);
            if (expected.isEmpty()) {
                gradients.computed(name);
                continue;
            }
            double size = largest(expected.get().values());
            if (noise.contains(name) || size == 0) {
                gradients.add(name, Math.max(size, largest(values.values())), NOISE);
            } else {
                gradients.add(name, difference(expected.get(), values) / size);
            }
        }
    }

    private void compareTensors() {
        for (WeightSpec spec : model.learned().specs()) {
            String name = spec.name();
            TensorValues values = model.learned().values(spec);
            computed.put(AFTER + "/" + name, values);
            if (noise.contains(name)) {
                continue;
            }
            recorded(AFTER, name, values)
                    .ifPresentOrElse(
                            expected -> after.add(name, difference(expected, values)),
                            () -> after.computed(name));
        }
    }

    private void compareLosses(List<Double> found) {
        if (!recording.json().has("losses")) {
            return;
        }
        List<Double> expected = recording.json().reals("losses");
        if (expected.size() != STEPS + 1) {
            report.same("number of losses", expected.size(), STEPS + 1);
        }
        for (int i = 0; i < Math.min(expected.size(), found.size()); i++) {
            losses.add(String.valueOf(i), Math.abs(expected.get(i) - found.get(i)));
        }
    }

    /** A recorded tensor that nothing here corresponds to would otherwise pass unseen. */
    private void strangers() {
        Set<String> known = new HashSet<>();
        known.add(PIXELS);
        model.learned().specs().forEach(spec -> known.add(GRADIENT + "/" + spec.name()));
        model.learned().specs().forEach(spec -> known.add(AFTER + "/" + spec.name()));
        recording.recording().names().stream()
                .filter(name -> !known.contains(name))
                .sorted()
                .forEach(
                        name ->
                                report.fault(
                                        "%s is recorded; nothing that learns is called so"
                                                .formatted(name)));
    }

    /** A recorded tensor of the right shape; another shape is a fault. */
    private Optional<TensorValues> recorded(String kind, String name, TensorValues found) {
        Optional<TensorValues> expected = recording.tensor(kind, name);
        if (expected.isPresent() && !expected.get().shape().equals(found.shape())) {
            report.fault(
                    "%s/%s has shape %s here; recorded %s"
                            .formatted(kind, name, found.shape(), expected.get().shape()));
            return Optional.empty();
        }
        return expected;
    }

    private static double largest(float[] values) {
        double largest = 0;
        for (float value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    /** NaN where either side holds one. */
    private static double difference(TensorValues expected, TensorValues found) {
        double largest = 0;
        for (int i = 0; i < found.values().length; i++) {
            double difference = Math.abs((double) found.values()[i] - expected.values()[i]);
            largest = Math.max(largest, difference);
        }
        return largest;
    }
}
