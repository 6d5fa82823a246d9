package instructblip.benchmarks.world;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.Adler32;
import java.util.zip.CRC32;

/**
 * A scene as PNG, 64 pixels square, four bits per pixel with a palette. The pixels are not
 * compressed, since compressors write other bytes from version to version.
 */
final class Drawing {

    private static final int SIDE = 64;
    private static final int ROW_BYTES = 1 + SIDE / 2;
    private static final int WHITE = 0xFFFFFF;
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};

    private Drawing() {}

    /** The whole file. */
    static byte[] png(Scene scene) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(SIGNATURE);
        chunk(file, "IHDR", header());
        chunk(file, "PLTE", palette());
        chunk(file, "IDAT", stored(rows(pixels(scene))));
        chunk(file, "IEND", new byte[0]);
        return file.toByteArray();
    }

    /** Indices into the palette, row by row. */
    private static byte[][] pixels(Scene scene) {
        byte[][] pixels = new byte[SIDE][SIDE];
        for (Figure figure : scene.figures()) {
            int left = figure.cell().column() * Figure.CELL_PIXELS + figure.right();
            int top = figure.cell().row() * Figure.CELL_PIXELS + figure.down();
            int side = figure.size().pixels();
            for (int y = 0; y < side; y++) {
                for (int x = 0; x < side; x++) {
                    if (figure.shape().covers(x, y, side)) {
                        pixels[top + y][left + x] = (byte) (1 + figure.colour().ordinal());
                    }
                }
            }
        }
        return pixels;
    }

    private static byte[] header() {
        byte bitsPerPixel = 4;
        byte palette = 3;
        return ByteBuffer.allocate(13)
                .putInt(SIDE)
                .putInt(SIDE)
                .put(bitsPerPixel)
                .put(palette)
                .array();
    }

    private static byte[] palette() {
        ByteBuffer palette = ByteBuffer.allocate(3 * (1 + Colour.ALL.size()));
        putColour(palette, WHITE);
        Colour.ALL.forEach(colour -> putColour(palette, colour.rgb()));
        return palette.array();
    }

    private static void putColour(ByteBuffer palette, int rgb) {
        palette.put((byte) (rgb >> 16)).put((byte) (rgb >> 8)).put((byte) rgb);
    }

    /** Two pixels a byte, the left one in the upper half; the filter of every row is none. */
    private static byte[] rows(byte[][] pixels) {
        ByteBuffer rows = ByteBuffer.allocate(SIDE * ROW_BYTES);
        for (byte[] row : pixels) {
            rows.put((byte) 0);
            for (int x = 0; x < SIDE; x += 2) {
                rows.put((byte) (row[x] << 4 | row[x + 1]));
            }
        }
        return rows.array();
    }

    /** A zlib stream of one stored block (RFC 1950 and 1951). */
    private static byte[] stored(byte[] bytes) {
        Adler32 sum = new Adler32();
        sum.update(bytes);
        ByteBuffer stream = ByteBuffer.allocate(bytes.length + 11);
        stream.put((byte) 0x78).put((byte) 0x01).put((byte) 1);
        putLittleEndian(stream, bytes.length);
        putLittleEndian(stream, ~bytes.length);
        return stream.put(bytes).putInt((int) sum.getValue()).array();
    }

    private static void putLittleEndian(ByteBuffer stream, int value) {
        stream.put((byte) value).put((byte) (value >> 8));
    }

    private static void chunk(ByteArrayOutputStream file, String type, byte[] content) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 sum = new CRC32();
        sum.update(name);
        sum.update(content);
        file.writeBytes(ByteBuffer.allocate(4).putInt(content.length).array());
        file.writeBytes(name);
        file.writeBytes(content);
        file.writeBytes(ByteBuffer.allocate(4).putInt((int) sum.getValue()).array());
    }
}
