package instructblip.core.image;

import java.util.Arrays;

/** WebP, lossy and lossless, as Pillow decodes it with libwebp; of a moving one the first frame. */
final class WebpDecoder {

    private static final int SIGNATURE = 0x2f;
    private static final int SIDE_BITS = 14;

    private WebpDecoder() {}

    static Pixels decode(FileBytes file, Alpha alpha) throws ImageException {
        WebpFile webp = WebpFile.read(file);
        boolean blend = alpha == Alpha.BLEND_ON_WHITE && webp.transparent();
        WebpFile.Frame frame = webp.frame();
        Pixels pixels = frame.lossless() ? lossless(file, frame, blend) : lossy(file, frame, blend);
        return webp.width() == 0 ? pixels : placed(file, webp, pixels, blend);
    }

    private static Pixels lossy(FileBytes file, WebpFile.Frame frame, boolean blend)
            throws ImageException {
        RgbImage image = Vp8Decoder.decode(file, frame.start(), frame.end());
        byte[] opacity =
                blend && frame.opacity() > 0
                        ? WebpOpacity.decode(file, frame, image.width(), image.height())
                        : new byte[0];
        return new Pixels(image.width(), image.height(), image.rgb(), opacity);
    }

    private static Pixels lossless(FileBytes file, WebpFile.Frame frame, boolean blend)
            throws ImageException {
        Vp8lBits bits = new Vp8lBits(file, frame.start(), frame.end());
        int signature = bits.number(Byte.SIZE);
        int width = 1 + bits.number(SIDE_BITS);
        int height = 1 + bits.number(SIDE_BITS);
        PixelLimit.check(file, width, height);
        boolean transparent = bits.flag();
        if (signature != SIGNATURE || bits.number(3) != 0) {
            throw bits.damaged("not the header of lossless pixels");
        }
        int[] argb = Vp8lDecoder.decode(bits, width, height);
        byte[] rgb = new byte[argb.length * RgbImage.CHANNELS];
        byte[] opacity = new byte[blend && transparent ? argb.length : 0];
        for (int i = 0; i < argb.length; i++) {
            rgb[3 * i] = (byte) (argb[i] >> 16);
            rgb[3 * i + 1] = (byte) (argb[i] >> 8);
            rgb[3 * i + 2] = (byte) argb[i];
            if (opacity.length > 0) {
                opacity[i] = (byte) (argb[i] >> 24);
            }
        }
        return new Pixels(width, height, rgb, opacity);
    }

    /** The frame in the whole picture, which is black and transparent around it. */
    private static Pixels placed(FileBytes file, WebpFile webp, Pixels frame, boolean blend)
            throws ImageException {
        int width = webp.width();
        if (frame.width() == width && frame.height() == webp.height()) {
            return frame;
        }
        if (!webp.moving()
                || webp.x() + frame.width() > width
                || webp.y() + frame.height() > webp.height()) {
            throw file.problem(
                    "a WebP frame of %dx%d pixels at (%d, %d), expected one within %dx%d",
                    frame.width(), frame.height(), webp.x(), webp.y(), width, webp.height());
        }
        byte[] rgb = new byte[width * webp.height() * RgbImage.CHANNELS];
        byte[] opacity = new byte[blend ? width * webp.height() : 0];
        for (int y = 0; y < frame.height(); y++) {
            int from = y * frame.width();
            int to = (webp.y() + y) * width + webp.x();
            int length = frame.width() * RgbImage.CHANNELS;
            System.arraycopy(
                    frame.rgb(), from * RgbImage.CHANNELS, rgb, to * RgbImage.CHANNELS, length);
            if (blend && frame.opacity().length > 0) {
                System.arraycopy(frame.opacity(), from, opacity, to, frame.width());
            } else if (blend) {
                Arrays.fill(opacity, to, to + frame.width(), (byte) 255);
            }
        }
        return new Pixels(width, webp.height(), rgb, opacity);
    }
}
