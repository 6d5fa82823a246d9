package instructblip.core.verify;

import instructblip.core.checkpoint.ContentHash;
import instructblip.core.checkpoint.TensorValues;
import instructblip.core.image.Alpha;
import instructblip.core.image.ImageDecoder;
import instructblip.core.image.ImageException;
import instructblip.core.image.ImagePreprocessor;
import instructblip.core.image.ImageSettings;
import instructblip.core.image.RgbImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Compares image files with a recording of Pillow: decoded size, resized bytes, pixel rows. */
final class ImageComparison {

    /** Rows are the same float32 operations on the same bytes; one rounding is allowed. */
    private static final double ROUNDING = 1e-6;

    private static final int ROWS = 16;

    private final Recording recording;

    ImageComparison(Recording recording) {
        this.recording = recording;
    }

    VerifyReport compare() {
        List<VerifyReport.Case> cases = new ArrayList<>();
        for (RecordedJson image : recording.list("images")) {
            cases.add(compare(image));
        }
        return Verification.report(null, cases);
    }

    private VerifyReport.Case compare(RecordedJson image) {
        CaseReport report = new CaseReport(image.text("id"));
        try {
            Path file = image.fileWithin(recording.folder(), image.text("image"));
            RgbImage decoded = ImageDecoder.decode(file, Alpha.DROP);
            int target = image.number("target");
            ImagePreprocessor preprocessor = new ImagePreprocessor(settings(target));
            RgbImage resized = preprocessor.resize(decoded);
            boolean lossless = lossless(image);
            if (image.has("size")) {
                report.same(
                        "size", image.numbers("size"), List.of(decoded.width(), decoded.height()));
            }
            if (lossless && image.has("decoded_rgb_sha256")) {
                report.same(
                        "decoded_rgb_sha256",
                        image.text("decoded_rgb_sha256"),
                        ContentHash.of(decoded.rgb()));
            }
            resized(image, resized, lossless, report);
            rows(image, preprocessor, resized, report);
        } catch (ImageException e) {
            report.fault(e.getMessage());
        }
        return report.done();
    }

    private void resized(RecordedJson image, RgbImage found, boolean lossless, CaseReport report) {
        float[] levels = new float[found.rgb().length];
        for (int i = 0; i < levels.length; i++) {
            levels[i] = found.rgb()[i] & 0xFF;
        }
        double allowed = lossless ? 0 : Tolerances.JPEG_LEVELS;
        TensorValues values =
                new TensorValues(List.of((long) found.height(), (long) found.width(), 3L), levels);
        recording
                .tensor(image.has("resized") ? image.text("resized") : "")
                .ifPresentOrElse(
                        expected -> report.compare("resized", expected, values, allowed),
                        () -> report.computed("resized", allowed));
    }

    private void rows(
            RecordedJson image,
            ImagePreprocessor preprocessor,
            RgbImage resized,
            CaseReport report) {
        if (!image.has("pixel_values_rows")) {
            return;
        }
        RecordedJson rows = image.get("pixel_values_rows");
        int first = rows.number("first_row");
        int side = resized.width();
        TensorValues expected = recording.tensor(rows.text("tensor")).orElse(null);
        if (expected == null || first < 0 || first + ROWS > resized.height()) {
            throw rows.fault("", "a recorded tensor and a row of the image");
        }
        float[] all = new float[3 * side * resized.height()];
        preprocessor.normalise(resized, all, 0);
        float[] found = new float[3 * ROWS * side];
        for (int channel = 0; channel < 3; channel++) {
            int from = (channel * resized.height() + first) * side;
            System.arraycopy(all, from, found, channel * ROWS * side, ROWS * side);
        }
        double allowed =
                lossless(image) ? ROUNDING : Tolerances.jpegPixels(settings(resized.width()));
        report.compare(
                "pixel_values_rows",
                expected,
                new TensorValues(List.of(3L, (long) ROWS, (long) side), found),
                allowed);
    }

    /** Where nothing is said, the strict rule holds. */
    private static boolean lossless(RecordedJson image) {
        return !image.has("lossless") || image.flag("lossless");
    }

    private ImageSettings settings(int target) {
        RecordedJson json = recording.json();
        try {
            return ImageSettings.of(target, json.reals("mean"), json.reals("std"));
        } catch (IllegalArgumentException e) {
            throw new RecordingException(recording.folder() + ": " + e.getMessage(), e);
        }
    }
}
