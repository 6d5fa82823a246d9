package instructblip.core.video;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import instructblip.core.image.RgbImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RotationTest {

    @ParameterizedTest
    @CsvSource({"0, 0", "-90, 1", "90, 3", "180, 2", "-180, 2", "-89.5, 1", "NaN, 0"})
    void degreesToQuarters(double counterclockwise, int quarters) {
        assertEquals(quarters, Rotation.ofDegrees(counterclockwise).quarters());
    }

    /** Pixels a b c / d e f become d a / e b / f c. */
    @Test
    void aQuarterTurnsClockwise() {
        RgbImage image = new RgbImage(3, 2, pixels(1, 2, 3, 4, 5, 6));
        RgbImage turned = new Rotation(1).applyTo(image);
        assertEquals(2, turned.width());
        assertEquals(3, turned.height());
        assertArrayEquals(pixels(4, 1, 5, 2, 6, 3), turned.rgb());
        assertArrayEquals(pixels(6, 5, 4, 3, 2, 1), new Rotation(2).applyTo(image).rgb());
        assertArrayEquals(pixels(3, 6, 2, 5, 1, 4), new Rotation(3).applyTo(image).rgb());
    }

    private static byte[] pixels(int... values) {
        byte[] rgb = new byte[3 * values.length];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) (10 * values[i / 3] + i % 3);
        }
        return rgb;
    }
}
