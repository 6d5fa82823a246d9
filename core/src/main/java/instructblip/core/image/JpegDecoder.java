package instructblip.core.image;

import java.awt.image.DataBufferByte;
import java.awt.image.Raster;

/**
 * JPEG as Pillow decodes it.
 *
 * <p>libjpeg only decompresses; samples become colours here, with libjpeg's and Pillow's integer
 * arithmetic, because Java would apply profiles and guess colour spaces in its own way.
 */
final class JpegDecoder {

    private static final int SCALE_BITS = 16;
    private static final int HALF = 1 << (SCALE_BITS - 1);
    private static final int CR_TO_RED = fixed(1.40200);
    private static final int CB_TO_GREEN = fixed(0.34414);
    private static final int CR_TO_GREEN = fixed(0.71414);
    private static final int CB_TO_BLUE = fixed(1.77200);

    private JpegDecoder() {}

    private static int fixed(double factor) {
        return (int) (factor * (1 << SCALE_BITS) + 0.5);
    }

    static Pixels decode(FileBytes file) throws ImageException {
        JpegSegments segments = JpegSegments.read(file);
        JpegFrame frame = segments.frame();
        byte[] samples = samples(new FileBytes(file.name(), segments.stream()), frame);
        byte[] rgb =
                switch (segments.space()) {
                    case RGB -> samples;
                    case GREY -> spread(samples);
                    case YCC -> {
                        toRgb(samples, 3);
                        yield samples;
                    }
                    // Pillow takes every file of four components for one that stores 255 - ink.
                    case CMYK -> Inks.toRgb(samples);
                    case YCCK -> {
                        toRgb(samples, 4);
                        invertColours(samples);
                        yield Inks.toRgb(samples);
                    }
                };
        return Pixels.opaque(frame.width(), frame.height(), rgb);
    }

    /** Decompressed and upsampled, the components of a pixel side by side. */
    private static byte[] samples(FileBytes file, JpegFrame frame) throws ImageException {
        Raster raster = JpegReader.read(file);
        byte[] samples = ((DataBufferByte) raster.getDataBuffer()).getData();
        long expected = (long) frame.width() * frame.height() * frame.components();
        if (raster.getWidth() != frame.width() || samples.length != expected) {
            throw file.problem("JPEG data of another size than its header, expected the same");
        }
        return samples;
    }

    private static byte[] spread(byte[] grey) {
        byte[] rgb = new byte[grey.length * RgbImage.CHANNELS];
        for (int i = 0; i < grey.length; i++) {
            rgb[3 * i] = grey[i];
            rgb[3 * i + 1] = grey[i];
            rgb[3 * i + 2] = grey[i];
        }
        return rgb;
    }

    /** Converts the first three of {@code step} samples per pixel in place. */
    private static void toRgb(byte[] samples, int step) {
        for (int at = 0; at < samples.length; at += step) {
            int luma = samples[at] & 0xff;
            int cb = (samples[at + 1] & 0xff) - 128;
            int cr = (samples[at + 2] & 0xff) - 128;
            int green = -CB_TO_GREEN * cb - CR_TO_GREEN * cr + HALF >> SCALE_BITS;
            samples[at] = clip(luma + (CR_TO_RED * cr + HALF >> SCALE_BITS));
            samples[at + 1] = clip(luma + green);
            samples[at + 2] = clip(luma + (CB_TO_BLUE * cb + HALF >> SCALE_BITS));
        }
    }

    /** The conversion above is that to colours; inks are their opposites. */
    private static void invertColours(byte[] samples) {
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (byte) (i % 4 < RgbImage.CHANNELS ? ~samples[i] : samples[i]);
        }
    }

    private static byte clip(int value) {
        return (byte) Math.max(0, Math.min(255, value));
    }
}
