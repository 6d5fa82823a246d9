package instructblip.core.verify;

import instructblip.core.checkpoint.TensorValues;
import instructblip.core.model.Examiner;
import instructblip.core.request.RequestException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Compares a case's images with recorded pixels, each frame by the rule for its kind of file. */
final class PixelComparison {

    private static final String STAGE = "pixel_values";

    private final Examiner examiner;
    private final Recording recording;
    private final Tolerances tolerances;

    PixelComparison(Examiner examiner, Recording recording, Tolerances tolerances) {
        this.examiner = examiner;
        this.recording = recording;
        this.tolerances = tolerances;
    }

    /**
     * @param computed takes the pixels that were computed here
     * @return what later stages start from: recorded pixels, where there are some
     * @throws RequestException when there are no pixels to go on with
     */
    TensorValues compare(RecordedJson json, CaseReport report, Map<String, TensorValues> computed)
            throws RequestException {
        List<Path> images = images(json);
        double[] allowed = images.stream().mapToDouble(this::allowed).toArray();
        Optional<TensorValues> expected = recording.tensor(json, STAGE);
        TensorValues found;
        try {
            found = examiner.pixels(images);
        } catch (RequestException e) {
            report.missing(STAGE, allowed[0], e.getMessage());
            return expected.orElseThrow(() -> e);
        }
        computed.put(json.text("id") + "/" + STAGE, found);
        if (expected.isEmpty()) {
            report.computed(STAGE, allowed[0]);
            return found;
        }
        report.compare(STAGE, expected.get(), found, allowed);
        return expected.get();
    }

    private List<Path> images(RecordedJson json) {
        List<String> names = json.texts("images");
        if (names.isEmpty()) {
            throw json.fault("images", "an array with at least one path");
        }
        return names.stream().map(name -> json.fileWithin(recording.folder(), name)).toList();
    }

    private double allowed(Path image) {
        return tolerances.pixels(isJpeg(image), examiner.imageSettings());
    }

    /** By content: a name proves nothing. */
    private static boolean isJpeg(Path image) {
        try (InputStream in = Files.newInputStream(image)) {
            return in.read() == 0xFF && in.read() == 0xD8;
        } catch (IOException e) {
            return false;
        }
    }
}
