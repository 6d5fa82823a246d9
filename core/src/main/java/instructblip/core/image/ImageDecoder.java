package instructblip.core.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Reads an image file to the pixels of Pillow 13's {@code Image.open(file).convert("RGB")}: JPEG,
 * PNG, GIF and WebP (first frame), BMP and TIFF (first page). Colour profiles and gamma change
 * nothing; EXIF rotation does only in TIFF, as in Pillow. Safe for use by several threads.
 *
 * <p>The pixels are Pillow's bit for bit, also of lossy files. Exceptions: a JPEG whose colours
 * have half its height but its full width differs by some levels where the Java runtime brings the
 * old libjpeg 6b; GIF and TIFF files that Pillow itself misreads (a grey palette of the frame
 * beside a common one; planes of 16 bits, opacity in a plane of its own, one turned strip) are read
 * as they are meant.
 */
public final class ImageDecoder {

    /** Larger files are refused unread. */
    static final int MAX_FILE_BYTES = 512 << 20;

    private ImageDecoder() {}

    /**
     * Reads and decodes a file.
     *
     * @throws ImageException if it cannot be read, is no image of a known kind, is damaged or cut
     *     off, or declares more than 89,478,485 pixels
     */
    public static RgbImage decode(Path file, Alpha alpha) throws ImageException {
        return decode(read(file), file.toString(), alpha);
    }

    /**
     * Decodes a file's content.
     *
     * @param name of the file, for messages
     * @throws ImageException as {@link #decode(Path, Alpha)}
     */
    public static RgbImage decode(byte[] bytes, String name, Alpha alpha) throws ImageException {
        FileBytes file = new FileBytes(printable(name), bytes);
        try {
            return decode(file, alpha).onWhite();
        } catch (RuntimeException e) {
            // The readers of other formats run into their own array bounds on damaged files.
            throw new ImageException(file.name() + ": damaged image data (" + e + ")", e);
        } catch (OutOfMemoryError e) {
            throw new ImageException(file.name() + ": not enough memory for this image", e);
        }
    }

    /**
     * The content of an image file.
     *
     * @throws ImageException if it is missing, not a regular file, unreadable or over 512 MiB
     */
    public static byte[] read(Path file) throws ImageException {
        String name = printable(file.toString());
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new ImageException(name + ": not a regular file, expected an image file");
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_FILE_BYTES + 1);
            if (bytes.length > MAX_FILE_BYTES) {
                throw new ImageException(name + ": over 512 MiB, expected a smaller image file");
            }
            return bytes;
        } catch (NoSuchFileException e) {
            throw new ImageException(name + ": no such file, expected an image file", e);
        } catch (IOException e) {
            throw new ImageException(name + ": cannot be read (" + e + ")", e);
        }
    }

    private static Pixels decode(FileBytes file, Alpha alpha) throws ImageException {
        return switch (ImageFormat.of(file)) {
            case JPEG -> JpegDecoder.decode(file);
            case PNG -> PngDecoder.decode(file, alpha);
            case GIF -> GifDecoder.decode(file, alpha);
            case BMP -> BmpDecoder.decode(file, alpha);
            case TIFF -> TiffDecoder.decode(file, alpha);
            case WEBP -> WebpDecoder.decode(file, alpha);
        };
    }

    /** A message stays one line whatever the file is called. */
    private static String printable(String name) {
        return name.replaceAll("\\p{Cntrl}", "?");
    }
}
