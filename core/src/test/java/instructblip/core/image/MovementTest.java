package instructblip.core.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MovementTest {

    /** Three columns, two rows; a letter is a pixel. */
    private static final String IMAGE = "abc/def";

    @ParameterizedTest
    @CsvSource({
        "1, 0, false, aab/dde",
        "-1, 0, false, bcc/eff",
        "0, 1, false, abc/abc",
        "0, -1, false, def/def",
        "1, -1, false, dde/dde",
        "7, 0, false, aaa/ddd",
        "-7, -7, false, fff/fff",
        "0, 0, true, cba/fed",
        "1, 0, true, ccb/ffe",
        "-1, 1, true, baa/baa",
    })
    void thePictureMovesAndItsBorderIsDrawnOut(
            int right, int down, boolean mirrored, String moved) {
        RgbImage image = image(IMAGE);
        assertEquals(moved, text(new Movement(right, down, mirrored).apply(image)));
        assertEquals(IMAGE, text(image));
    }

    @Test
    void noMovementIsTheSameImage() {
        RgbImage image = image(IMAGE);
        assertSame(image, new Movement(0, 0, false).apply(image));
        assertSame(image, Movement.NONE.apply(image));
    }

    private static RgbImage image(String text) {
        String[] rows = text.split("/");
        byte[] rgb = new byte[3 * rows.length * rows[0].length()];
        int at = 0;
        for (char pixel : String.join("", rows).toCharArray()) {
            rgb[at++] = (byte) pixel;
            rgb[at++] = (byte) (pixel + 1);
            rgb[at++] = (byte) -pixel;
        }
        return new RgbImage(rows[0].length(), rows.length, rgb);
    }

    private static String text(RgbImage image) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < image.rgb().length; i += 3) {
            if (i > 0 && i % (3 * image.width()) == 0) {
                text.append('/');
            }
            assertEquals(image.rgb()[i] + 1, image.rgb()[i + 1]);
            assertEquals(-image.rgb()[i], image.rgb()[i + 2]);
            text.append((char) image.rgb()[i]);
        }
        return text.toString();
    }
}
