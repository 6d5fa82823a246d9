package instructblip.core.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Headers that promise more pixels than are read, or none; nothing is allocated for them. */
class DeclaredSizesTest {

    static Stream<Arguments> tooMany() {
        return Stream.of(
                Arguments.of(png(100_000, 100_000), "100000x100000"),
                Arguments.of(png(2_000_000, 1), "2000000x1"),
                Arguments.of(png(-1, -1), "4294967295x4294967295"),
                Arguments.of(jpeg(65_535, 65_535), "65535x65535"),
                Arguments.of(gif(65_535, 65_535, 1, 1), "65535x65535"),
                Arguments.of(gif(1, 1, 65_535, 65_535), "65535x65535"),
                Arguments.of(bmp(100_000, 100_000), "100000x100000"),
                Arguments.of(bmp(-5, 7), "4294967291x7"),
                Arguments.of(tiff(100_000, 100_000, 1, 1), "100000x100000"),
                Arguments.of(tiff(8, 8, 500_000, 500_000), "500000x500000"),
                Arguments.of(tiff(1, 1_000_000, 1_000, 1), "1000x1000000"),
                Arguments.of(webpCanvas(16_777_215, 16_777_215), "16777216x16777216"),
                Arguments.of(webpLossy(16_383, 16_383), "16383x16383"),
                Arguments.of(webpLossless(16_383, 16_383), "16384x16384"));
    }

    @ParameterizedTest
    @MethodSource("tooMany")
    void refusesMorePixelsThanTheLimit(byte[] bytes, String size) {
        assertEquals(
                "image: an image of "
                        + size
                        + " pixels, expected at most 89478485 and no side over 1048576",
                message(bytes));
    }

    static Stream<Arguments> none() {
        return Stream.of(
                Arguments.of(png(0, 0), "0x0"),
                Arguments.of(png(0, 5), "0x5"),
                Arguments.of(jpeg(5, 0), "5x0"),
                Arguments.of(gif(0, 0, 0, 0), "0x0"),
                Arguments.of(gif(4, 4, 4, 0), "4x0"),
                Arguments.of(bmp(0, 3), "0x3"),
                Arguments.of(tiff(0, 0, 1, 1), "0x0"),
                Arguments.of(tiff(8, 8, 0, 8), "0x8"),
                Arguments.of(webpLossy(0, 0), "0x0"));
    }

    @ParameterizedTest
    @MethodSource("none")
    void refusesNoPixels(byte[] bytes, String size) {
        assertEquals("image: an image of " + size + " pixels, expected some", message(bytes));
    }

    static Stream<byte[]> lying() {
        return Stream.of(
                png(3_000, 3_000),
                jpeg(3_000, 3_000),
                gif(3_000, 3_000, 3_000, 3_000),
                bmp(3_000, 3_000),
                tiff(3_000, 3_000, 16, 16),
                webpCanvas(2_999, 2_999),
                webpLossy(3_000, 3_000),
                webpLossless(2_999, 2_999));
    }

    @ParameterizedTest
    @MethodSource("lying")
    void refusesPixelsThatDoNotFollow(byte[] bytes) {
        assertTrue(message(bytes).startsWith("image: "));
    }

    private static String message(byte[] bytes) {
        ImageException thrown =
                assertThrows(
                        ImageException.class,
                        () -> ImageDecoder.decode(bytes, "image", Alpha.DROP));
        return thrown.getMessage();
    }

    private static byte[] png(int width, int height) {
        ByteBuffer header = ByteBuffer.allocate(17).put(text("IHDR")).putInt(width).putInt(height);
        header.put(new byte[] {8, 2, 0, 0, 0});
        CRC32 check = new CRC32();
        check.update(header.array());
        return ByteBuffer.allocate(50)
                .put(text("\u0089PNG\r\n\u001a\n"))
                .putInt(13)
                .put(header.array())
                .putInt((int) check.getValue())
                .putInt(0)
                .put(text("IDAT"))
                .array();
    }

    private static byte[] jpeg(int width, int height) {
        return ByteBuffer.allocate(40)
                .put(new byte[] {-1, (byte) 0xd8, -1, (byte) 0xc0, 0, 11, 8})
                .putShort((short) height)
                .putShort((short) width)
                .put(new byte[] {1, 1, 0x11, 0, -1, (byte) 0xda, 0, 8, 1, 1, 0, 0, 63, 0})
                .put(new byte[] {-1, (byte) 0xd9})
                .array();
    }

    private static byte[] gif(int screenWidth, int screenHeight, int width, int height) {
        return littleEndian(40)
                .put(text("GIF89a"))
                .putShort((short) screenWidth)
                .putShort((short) screenHeight)
                .put(new byte[] {0, 0, 0, ','})
                .putInt(0)
                .putShort((short) width)
                .putShort((short) height)
                .put(new byte[] {0, 8, 1, 0})
                .array();
    }

    private static byte[] bmp(int width, int height) {
        return littleEndian(60)
                .put(text("BM"))
                .putInt(60)
                .putInt(0)
                .putInt(54)
                .putInt(40)
                .putInt(width)
                .putInt(height)
                .putShort((short) 1)
                .putShort((short) 24)
                .array();
    }

    private static byte[] tiff(int width, int height, int tileWidth, int tileHeight) {
        ByteBuffer bytes = littleEndian(200).put(text("II*\0")).putInt(8).putShort((short) 8);
        int[][] fields = {
            {256, width},
            {257, height},
            {258, 8},
            {262, 1},
            {322, tileWidth},
            {323, tileHeight},
            {324, 1_000_000},
            {325, 1_000_000}
        };
        for (int[] field : fields) {
            bytes.putShort((short) field[0]).putShort((short) 4).putInt(1).putInt(field[1]);
        }
        return bytes.array();
    }

    private static byte[] webpCanvas(int widthLessOne, int heightLessOne) {
        return webp("VP8X", littleEndian(10).putInt(0).putInt(widthLessOne).position(7))
                .putInt(20 + 7, heightLessOne)
                .array();
    }

    private static byte[] webpLossy(int width, int height) {
        byte[] start = {0x10, 0, 0, (byte) 0x9d, 1, 0x2a};
        ByteBuffer frame = littleEndian(10).put(start);
        return webp("VP8 ", frame.putShort((short) width).putShort((short) height)).array();
    }

    private static byte[] webpLossless(int widthLessOne, int heightLessOne) {
        ByteBuffer frame = littleEndian(10).put((byte) 0x2f);
        return webp("VP8L", frame.putInt(widthLessOne | heightLessOne << 14)).array();
    }

    private static ByteBuffer webp(String type, ByteBuffer content) {
        byte[] bytes = content.array();
        return littleEndian(20 + bytes.length + 1)
                .put(text("RIFF"))
                .putInt(12 + bytes.length)
                .put(text("WEBP" + type))
                .putInt(bytes.length)
                .put(bytes);
    }

    private static ByteBuffer littleEndian(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
