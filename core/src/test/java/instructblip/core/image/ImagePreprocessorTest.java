package instructblip.core.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class ImagePreprocessorTest {

    private static final RgbImage IMAGE =
            new RgbImage(2, 1, new byte[] {0, 100, (byte) 255, 10, 20, 30});

    @Test
    void writesChannelAfterChannelFromTheOffset() {
        ImageSettings settings =
                new ImageSettings(2, 1, 0.5, List.of(1.0, 2.0, 3.0), List.of(2.0, 4.0, 0.5));
        float[] values = new float[8];
        new ImagePreprocessor(settings).normalise(IMAGE, values, 1);
        assertArrayEquals(new float[] {0, -0.5f, 2, 12, 2, 249, 24, 0}, values);
    }

    /** (v / 255 - mean) / std, in double precision, to the nearest float32. */
    @Test
    void roundsOnce() {
        List<Double> mean = List.of(0.48145466, 0.4578275, 0.40821073);
        List<Double> std = List.of(0.26862954, 0.26130258, 0.27577711);
        float[] values = new float[6];
        new ImagePreprocessor(ImageSettings.of(2, mean, std)).normalise(IMAGE, values, 0);
        assertEquals((float) ((10 / 255.0 - 0.48145466) / 0.26862954), values[1]);
        assertEquals((float) ((100 / 255.0 - 0.4578275) / 0.26130258), values[2]);
        assertEquals((float) ((255 / 255.0 - 0.40821073) / 0.27577711), values[4]);
    }

    @Test
    void resizesToOblongTargets() {
        ImageSettings settings =
                new ImageSettings(3, 5, 1, List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0));
        RgbImage resized = new ImagePreprocessor(settings).resize(IMAGE);
        assertEquals(3, resized.width());
        assertEquals(5, resized.height());
    }
}
