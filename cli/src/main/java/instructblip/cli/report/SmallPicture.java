package instructblip.cli.report;

import instructblip.core.image.RgbImage;
import instructblip.core.image.ShrunkImage;
import instructblip.results.report.html.Thumbnail;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Pixels to a small picture in a file's format, written anew: nothing of the original file but its
 * pixels is in it.
 */
final class SmallPicture {

    /** Longest side. */
    private static final int MOST_SIDE = 320;

    /** Drawings up to this size stay as they are. */
    private static final int LOSSLESS_SIDE = 128;

    private static final float QUALITY = 0.8f;

    private SmallPicture() {}

    static Thumbnail of(RgbImage image) {
        boolean lossless = Math.max(image.width(), image.height()) <= LOSSLESS_SIDE;
        RgbImage small = ShrunkImage.within(image, MOST_SIDE);
        return new Thumbnail(
                lossless ? "image/png" : "image/jpeg",
                encoded(small, lossless ? "png" : "jpeg"),
                small.width(),
                small.height());
    }

    private static byte[] encoded(RgbImage image, String format) {
        BufferedImage pixels = pixels(image);
        Iterator<ImageWriter> writers =
                ImageIO.getImageWriters(ImageTypeSpecifier.createFromRenderedImage(pixels), format);
        ImageWriter writer = writers.next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(pixels, null, null), settings(writer, format));
        } catch (IOException e) {
            throw new UncheckedIOException("a picture could not be written to memory", e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private static ImageWriteParam settings(ImageWriter writer, String format) {
        ImageWriteParam settings = writer.getDefaultWriteParam();
        if (format.equals("jpeg")) {
            settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            settings.setCompressionQuality(QUALITY);
        }
        return settings;
    }

    private static BufferedImage pixels(RgbImage image) {
        BufferedImage pixels =
                new BufferedImage(image.width(), image.height(), BufferedImage.TYPE_INT_RGB);
        int[] row = new int[image.width()];
        byte[] rgb = image.rgb();
        int at = 0;
        for (int y = 0; y < image.height(); y++) {
            for (int x = 0; x < row.length; x++) {
                row[x] = (rgb[at] & 0xff) << 16 | (rgb[at + 1] & 0xff) << 8 | rgb[at + 2] & 0xff;
                at += 3;
            }
            pixels.getRaster().setDataElements(0, y, row.length, 1, row);
        }
        return pixels;
    }
}
