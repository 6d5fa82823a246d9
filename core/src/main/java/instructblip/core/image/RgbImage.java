package instructblip.core.image;

/**
 * Pixels of an image, opaque.
 *
 * @param width in pixels
 * @param height in pixels
 * @param rgb three bytes per pixel, row by row from the top left; not copied
 */
public record RgbImage(int width, int height, byte[] rgb) {

    static final int CHANNELS = 3;

    public RgbImage {
        if (width < 1 || height < 1 || rgb.length != (long) CHANNELS * width * height) {
            throw new IllegalArgumentException(
                    rgb.length + " bytes for " + width + "x" + height + " pixels of 3 bytes");
        }
    }
}
