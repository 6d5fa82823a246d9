package instructblip.core.verify;

import instructblip.core.checkpoint.TensorValues;
import instructblip.core.model.PixelReader;
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

    private final PixelReader reader;
    private final Recording recording;
    private final Tolerances tolerances;

    PixelComparison(PixelReader reader, Recording recording, Tolerances tolerances) {
        this.reader = reader;
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
        Optional<TensorValues> expected = recording.tensor(json, STAGE);
        try {
            TensorValues found = compare(STAGE, images, expected, report);
            computed.put(json.text("id") + "/" + STAGE, found);
            return expected.orElse(found);
        } catch (RequestException e) {
            report.missing(STAGE, allowed(images)[0], e.getMessage());
            return expected.orElseThrow(() -> e);
        }
    }

    /**
     * @param stage name that it is reported under
     * @return what was computed here
     * @throws RequestException when an image cannot be read
     */
    TensorValues compare(
            String stage, List<Path> images, Optional<TensorValues> expected, CaseReport report)
            throws RequestException {
        TensorValues found = reader.read(images);
        expected.ifPresentOrElse(
                pixels -> report.compare(stage, pixels, found, allowed(images)),
                () -> report.computed(stage, allowed(images)[0]));
        return found;
    }

    private double[] allowed(List<Path> images) {
        return images.stream().mapToDouble(this::allowed).toArray();
    }

    List<Path> images(RecordedJson json) {
        List<String> names = json.texts("images");
        if (names.isEmpty()) {
            throw json.fault("images", "an array with at least one path");
        }
        return names.stream().map(name -> json.fileWithin(recording.folder(), name)).toList();
    }

    private double allowed(Path image) {
        return tolerances.pixels(isJpeg(image), reader.settings());
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
