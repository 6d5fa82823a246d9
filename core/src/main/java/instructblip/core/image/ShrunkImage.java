package instructblip.core.image;

/** Images for people to look at. */
public final class ShrunkImage {

    private ShrunkImage() {}

    /**
     * An image of the same proportions with no side longer than {@code most}; one that is small
     * enough as it is.
     *
     * @param most pixels, 1 or more
     */
    public static RgbImage within(RgbImage image, int most) {
        int longest = Math.max(image.width(), image.height());
        if (longest <= most) {
            return image;
        }
        return BicubicResize.resize(
                image, shrunk(image.width(), most, longest), shrunk(image.height(), most, longest));
    }

    private static int shrunk(int side, int most, int longest) {
        return (int) Math.max(1, Math.round((double) side * most / longest));
    }
}
