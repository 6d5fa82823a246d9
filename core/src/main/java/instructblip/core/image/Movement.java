package instructblip.core.image;

/**
 * A small change of an image that leaves open what it shows; the border is drawn out to where
 * nothing is known.
 *
 * @param right pixels that the content moves to the right
 * @param down pixels that it moves down
 * @param mirrored whether left and right are exchanged first
 */
public record Movement(int right, int down, boolean mirrored) {

    /** No change. */
    public static final Movement NONE = new Movement(0, 0, false);

    /** The changed image, in the same size. */
    public RgbImage apply(RgbImage image) {
        if (equals(NONE)) {
            return image;
        }
        int width = image.width();
        int height = image.height();
        byte[] moved = new byte[image.rgb().length];
        for (int y = 0; y < height; y++) {
            int fromY = Math.min(Math.max(y - down, 0), height - 1);
            for (int x = 0; x < width; x++) {
                int shown = Math.min(Math.max(x - right, 0), width - 1);
                int fromX = mirrored ? width - 1 - shown : shown;
                System.arraycopy(
                        image.rgb(),
                        RgbImage.CHANNELS * (fromY * width + fromX),
                        moved,
                        RgbImage.CHANNELS * (y * width + x),
                        RgbImage.CHANNELS);
            }
        }
        return new RgbImage(width, height, moved);
    }
}
