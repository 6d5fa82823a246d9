package instructblip.core.image;

import java.util.List;

/**
 * What a decoder hands on before transparency is settled.
 *
 * @param width in pixels
 * @param height in pixels
 * @param rgb three bytes per pixel
 * @param opacity one byte per pixel, 255 = opaque; empty where the whole image is
 */
record Pixels(int width, int height, byte[] rgb, byte[] opacity) {

    private static final byte[] OPAQUE = {};

    /** Pillow composites in fixed point with this many more bits than a byte has. */
    private static final int PRECISION_BITS = 7;

    static Pixels opaque(int width, int height, byte[] rgb) {
        return new Pixels(width, height, rgb, OPAQUE);
    }

    /** The image in the same bytes, over a white background where it is not opaque. */
    RgbImage onWhite() {
        for (int pixel = 0; pixel < opacity.length; pixel++) {
            int alpha = opacity[pixel] & 0xff;
            for (int at = pixel * RgbImage.CHANNELS; at < (pixel + 1) * RgbImage.CHANNELS; at++) {
                rgb[at] = (byte) overWhite(rgb[at] & 0xff, alpha);
            }
        }
        return new RgbImage(width, height, rgb);
    }

    /**
     * Turned and mirrored so that it stands upright.
     *
     * @param orientation 2 to 8 as TIFF and EXIF number them; any other value changes nothing
     */
    Pixels turned(int orientation) {
        if (orientation < 2 || orientation > 8) {
            return this;
        }
        boolean swapped = orientation > 4;
        boolean fromRight = List.of(2, 3, 7, 8).contains(orientation);
        boolean fromBottom = List.of(3, 4, 6, 7).contains(orientation);
        int newWidth = swapped ? height : width;
        byte[] newRgb = new byte[rgb.length];
        byte[] newOpacity = new byte[opacity.length];
        for (int to = 0; to < width * height; to++) {
            int x = swapped ? to / newWidth : to % newWidth;
            int y = swapped ? to % newWidth : to / newWidth;
            int from = (fromBottom ? height - 1 - y : y) * width + (fromRight ? width - 1 - x : x);
            System.arraycopy(
                    rgb,
                    from * RgbImage.CHANNELS,
                    newRgb,
                    to * RgbImage.CHANNELS,
                    RgbImage.CHANNELS);
            if (opacity.length > 0) {
                newOpacity[to] = opacity[from];
            }
        }
        return new Pixels(newWidth, swapped ? width : height, newRgb, newOpacity);
    }

    /** {@code ImagingAlphaComposite} for an opaque white background, bit by bit. */
    private static int overWhite(int colour, int alpha) {
        int weight = alpha << PRECISION_BITS;
        int sum = colour * weight + 255 * ((255 << PRECISION_BITS) - weight);
        int rounded = sum + (0x80 << PRECISION_BITS);
        return ((rounded >> 8) + rounded >> 8) >> PRECISION_BITS;
    }
}
