package instructblip.core.image;

public final class ImagePreprocessor {
    public ImagePreprocessor(ImageSettings s) {}

    public RgbImage resize(RgbImage image) {
        return image;
    }

    public void normalise(RgbImage image, float[] into, int offset) {}
}
