package instructblip.core.verify;

import instructblip.core.checkpoint.Excerpt;
import instructblip.core.checkpoint.SafetensorsWriter;
import instructblip.core.checkpoint.TensorValues;
import instructblip.core.model.CheckedModel;
import instructblip.core.model.Examiner;
import instructblip.core.model.OpenModel;
import instructblip.core.model.Precision;
import instructblip.core.model.TrainableModel;
import instructblip.core.model.TrainableTensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Compares this machine's numbers with a recording, stage by stage and text by text. */
public final class Verification {

    private static final String MODEL = "recording.json";
    private static final String IMAGES = "index.json";
    private static final String ANSWERS = "predictions.jsonl";

    private Verification() {}

    /** Whether the folder holds a recording of image preprocessing, which needs no model. */
    public static boolean needsNoModel(VerifyOptions options) {
        return Files.exists(options.reference().resolve(IMAGES))
                && !Files.exists(options.reference().resolve(MODEL));
    }

    /** Compares image preprocessing alone. */
    public static VerifyReport ofImages(VerifyOptions options) {
        return new ImageComparison(Recording.open(options.reference(), IMAGES)).compare();
    }

    /**
     * Compares a model; the recording may be of stages and texts or of benchmark answers.
     *
     * @throws RecordingException when the recording cannot be read
     */
    public static VerifyReport of(OpenModel model, VerifyOptions options) {
        Tolerances tolerances = Tolerances.of(options.tolerance(), model.description().precision());
        Path folder = options.reference();
        if (Files.exists(folder.resolve(MODEL))) {
            return ofStages(model, options, tolerances);
        }
        requireRecording(options);
        return new AnswerComparison(model, options, tolerances).compare();
    }

    /**
     * Looks for a recording, so that no weights are read for a folder without one.
     *
     * @throws RecordingException when there is none that a model can be compared with
     */
    public static void requireRecording(VerifyOptions options) {
        Path folder = options.reference();
        if (!Files.exists(folder.resolve(MODEL))
                && !Files.exists(folder.resolve(ANSWERS))
                && !isOfTraining(options)) {
            throw new RecordingException(
                    "%s holds no recording; expected %s, %s, %s or %s."
                            .formatted(folder, MODEL, IMAGES, TrainingRecording.FILE, ANSWERS));
        }
    }

    /** Whether the folder holds a recording of training. */
    public static boolean isOfTraining(VerifyOptions options) {
        return Files.exists(options.reference().resolve(TrainingRecording.FILE))
                && !Files.exists(options.reference().resolve(MODEL));
    }

    /**
     * Compares ten optimizer steps of a model.
     *
     * @throws RecordingException when the recording cannot be read or does not fit the model
     */
    public static TrainingReport ofTraining(CheckedModel checked, VerifyOptions options) {
        TrainingRecording recording = TrainingRecording.open(options.reference());
        Tolerances tolerances = Tolerances.of(options.tolerance(), Precision.FLOAT32);
        try (TrainableModel model = toTrain(checked, recording)) {
            TrainingComparison comparison = new TrainingComparison(model, recording, tolerances);
            TrainingReport report = comparison.compare();
            options.dump().ifPresent(file -> dump(file, comparison.computed()));
            return report;
        }
    }

    private static TrainableModel toTrain(CheckedModel checked, TrainingRecording recording) {
        List<String> names = recording.trainable();
        recording.pixels();
        Set<String> tensors = checked.tensors();
        for (String name : names) {
            if (!tensors.contains(name)) {
                throw new RecordingException(
                        "%s: trainable names %s; expected tensors of the model."
                                .formatted(recording.json().file(), Excerpt.of(name)));
            }
        }
        return checked.loadToTrain(new TrainableTensors(names));
    }

    private static VerifyReport ofStages(
            OpenModel model, VerifyOptions options, Tolerances tolerances) {
        Recording recording = Recording.open(options.reference(), MODEL);
        CaseComparison comparison = new CaseComparison(new Examiner(model), recording, tolerances);
        List<VerifyReport.Case> cases = new ArrayList<>();
        for (RecordedJson recorded : recording.list("cases")) {
            cases.add(comparison.compare(recorded));
        }
        options.dump().ifPresent(file -> dump(file, comparison.computed()));
        return report(model.description().name(), cases);
    }

    static VerifyReport report(String model, List<VerifyReport.Case> cases) {
        boolean equal = cases.stream().allMatch(c -> c.faults().isEmpty());
        return new VerifyReport(model, List.copyOf(cases), equal);
    }

    private static void dump(Path file, Map<String, TensorValues> tensors) {
        try {
            SafetensorsWriter.write(file, tensors);
        } catch (IOException e) {
            throw new RecordingException(file + " cannot be written: " + e.getMessage(), e);
        }
    }
}
