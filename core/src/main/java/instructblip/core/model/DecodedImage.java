package instructblip.core.model;

import instructblip.core.checkpoint.ContentHash;
import instructblip.core.image.ImagePreprocessor;
import instructblip.core.image.Movement;
import instructblip.core.image.RgbImage;
import instructblip.core.kernel.Scope;
import instructblip.core.kernel.Tensor;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * An image in the size that the vision encoder reads.
 *
 * @param key of its content: SHA-256 of the file, for a frame with its index behind it
 * @param pixels resized; {@code null} where there are numbers only
 * @param numbers normalised, (3, H, W), where they were recorded; else {@code null}
 */
record DecodedImage(String key, RgbImage pixels, float[] numbers) {

    DecodedImage(String key, RgbImage pixels) {
        this(key, pixels, null);
    }

    /** A recorded image. */
    static DecodedImage of(float[] numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * numbers.length);
        bytes.asFloatBuffer().put(numbers);
        return new DecodedImage(ContentHash.of(bytes.array()), null, numbers);
    }

    /**
     * What a vision encoder reads.
     *
     * @param side of the images, in pixels
     * @return (B, 3, side, side)
     */
    static Tensor batch(
            Scope scope, List<DecodedImage> images, ImagePreprocessor preprocessor, int side) {
        int each = 3 * side * side;
        float[] pixels = new float[images.size() * each];
        for (int i = 0; i < images.size(); i++) {
            images.get(i).normalise(preprocessor, pixels, i * each);
        }
        return scope.tensor(pixels, images.size(), 3, side, side);
    }

    /** A moved image, of another key; one that was recorded stays as it is. */
    DecodedImage moved(Movement movement) {
        if (pixels == null || movement.equals(Movement.NONE)) {
            return this;
        }
        String changed =
                "%s#%d,%d,%s"
                        .formatted(key, movement.right(), movement.down(), movement.mirrored());
        return new DecodedImage(changed, movement.apply(pixels));
    }

    /** Writes its normalised values, (3, H, W), from an offset on. */
    void normalise(ImagePreprocessor preprocessor, float[] into, int offset) {
        if (numbers == null) {
            preprocessor.normalise(pixels, into, offset);
        } else {
            System.arraycopy(numbers, 0, into, offset, numbers.length);
        }
    }

    /** SHA-256 of the file, whichever of its frames this is. */
    String fileSha256() {
        int frame = key.indexOf('#');
        return frame < 0 ? key : key.substring(0, frame);
    }
}
