package instructblip.core.model;

import instructblip.core.checkpoint.TensorValues;
import instructblip.core.image.ImagePreprocessor;
import instructblip.core.image.ImageSettings;
import instructblip.core.request.RequestException;
import java.nio.file.Path;
import java.util.List;

/** Reads image files to the numbers that the vision encoder of a model gets. */
public final class PixelReader {

    private final MediaReader media;
    private final ImagePreprocessor preprocessor;
    private final ImageSettings settings;

    PixelReader(ModelInsides model) {
        this.media = model.media();
        this.preprocessor = model.preprocessor();
        this.settings = model.config().image();
    }

    /** How pixels are normalised. */
    public ImageSettings settings() {
        return settings;
    }

    /** (images, 3, S, S). */
    public TensorValues read(List<Path> images) throws RequestException {
        int each = 3 * settings.height() * settings.width();
        float[] pixels = new float[images.size() * each];
        for (int i = 0; i < images.size(); i++) {
            media.image(images.get(i)).normalise(preprocessor, pixels, i * each);
        }
        List<Long> shape =
                List.of(
                        (long) images.size(),
                        3L,
                        (long) settings.height(),
                        (long) settings.width());
        return new TensorValues(shape, pixels);
    }
}
