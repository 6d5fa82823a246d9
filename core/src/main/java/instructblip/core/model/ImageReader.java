package instructblip.core.model;

import instructblip.core.checkpoint.ContentHash;
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
    private final RecentFiles<Path, DecodedImage> recent = new RecentFiles<>(KEPT);

    ImageReader(ImagePreprocessor preprocessor, Alpha alpha) {
        this.preprocessor = preprocessor;
        this.alpha = alpha;
    }

    DecodedImage read(Path file) throws RequestException {
        return recent.get(file, () -> decode(file));
    }

    private DecodedImage decode(Path file) throws RequestException {
        try {
            byte[] bytes = ImageDecoder.read(file);
            RgbImage image = ImageDecoder.decode(bytes, file.toString(), alpha);
            return new DecodedImage(ContentHash.of(bytes), preprocessor.resize(image));
        } catch (ImageException e) {
            throw new RequestException(e.getMessage(), e);
        }
    }
}
