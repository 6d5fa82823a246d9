package instructblip.core.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShrunkImageTest {

    private static RgbImage grey(int width, int height) {
        byte[] rgb = new byte[3 * width * height];
        Arrays.fill(rgb, (byte) 200);
        return new RgbImage(width, height, rgb);
    }

    @ParameterizedTest
    @CsvSource({"640,480,320,240", "480,640,240,320", "321,320,320,319", "5000,3,320,1"})
    void keepsTheProportions(int width, int height, int shrunkWidth, int shrunkHeight) {
        RgbImage shrunk = ShrunkImage.within(grey(width, height), 320);
        assertEquals(shrunkWidth, shrunk.width());
        assertEquals(shrunkHeight, shrunk.height());
        for (byte level : shrunk.rgb()) {
            assertEquals((byte) 200, level);
        }
    }

    @Test
    void aSmallImageStaysAsItIs() {
        RgbImage image = grey(320, 20);
        assertSame(image, ShrunkImage.within(image, 320));
    }
}
