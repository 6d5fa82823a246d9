package instructblip.core.image;

/**
 * Turns decoded images into what the vision encoder reads. Safe for use by several threads.
 *
 * <p>The arithmetic is the recorded reference's: rescaled, shifted and divided in double precision,
 * rounded once to float32. The image processors of {@code transformers} compute in float32
 * throughout and differ in the last bit.
 */
public final class ImagePreprocessor {

    private static final int LEVELS = 256;

    private final ImageSettings settings;
    private final float[][] normalised = new float[RgbImage.CHANNELS][LEVELS];

    public ImagePreprocessor(ImageSettings settings) {
        this.settings = settings;
        for (int channel = 0; channel < RgbImage.CHANNELS; channel++) {
            double mean = settings.mean().get(channel);
            double std = settings.std().get(channel);
            for (int level = 0; level < LEVELS; level++) {
                double rescaled = level * settings.rescale();
                normalised[channel][level] = (float) ((rescaled - mean) / std);
            }
        }
    }

    /**
     * The image in the encoder's size, whatever its aspect ratio: Pillow's {@code resize((width,
     * height), BICUBIC)}, bit for bit.
     */
    public RgbImage resize(RgbImage image) {
        return BicubicResize.resize(image, settings.width(), settings.height());
    }

    /**
     * Writes the values of an image as (3, H, W).
     *
     * @param image of any size
     * @param into receives 3 · H · W values from {@code offset} on
     */
    public void normalise(RgbImage image, float[] into, int offset) {
        byte[] rgb = image.rgb();
        int pixels = image.width() * image.height();
        for (int channel = 0; channel < RgbImage.CHANNELS; channel++) {
            float[] values = normalised[channel];
            int to = offset + channel * pixels;
            for (int from = channel; from < rgb.length; from += RgbImage.CHANNELS) {
                into[to++] = values[rgb[from] & 0xff];
            }
        }
    }
}
