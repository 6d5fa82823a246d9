package instructblip.core.model;

import instructblip.core.checkpoint.ContentHash;
import instructblip.core.clock.Stage;
import instructblip.core.clock.StageClock;
import instructblip.core.image.Alpha;
import instructblip.core.image.ImageDecoder;
import instructblip.core.image.ImageException;
import instructblip.core.image.ImagePreprocessor;
import instructblip.core.image.RgbImage;
import instructblip.core.request.RequestException;
import java.nio.file.Path;

/** Reads and decodes images for several threads at once; the last few are kept. */
final class ImageReader {

    private static final int KEPT = 64;

    private final ImagePreprocessor preprocessor;
    private final Alpha alpha;
    private final StageClock clock;
    private final RecentFiles<Path, DecodedImage> recent = new RecentFiles<>(KEPT);

    ImageReader(ImagePreprocessor preprocessor, Alpha alpha, StageClock clock) {
        this.preprocessor = preprocessor;
        this.alpha = alpha;
        this.clock = clock;
    }

    DecodedImage read(Path file) throws RequestException {
        return recent.get(file, () -> decode(file));
    }

    void forget() {
        recent.forget();
    }

    private DecodedImage decode(Path file) throws RequestException {
        try {
            byte[] bytes = clock.time(Stage.READ, () -> ImageDecoder.read(file));
            return clock.time(Stage.DECODE, () -> decode(bytes, file));
        } catch (ImageException e) {
            throw new RequestException(e.getMessage(), e);
        }
    }

    private DecodedImage decode(byte[] bytes, Path file) throws ImageException {
        RgbImage image = ImageDecoder.decode(bytes, file.toString(), alpha);
        return new DecodedImage(ContentHash.of(bytes), preprocessor.resize(image));
    }
}
