package instructblip.core.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BicubicResizeTest {

    static Stream<Named<JsonNode>> sizes() {
        return Recorded.elements(Recorded.read("resize").index())
                .map(size -> Named.of(size.get("from") + " to " + size.get("to"), size));
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void resizesAsPillowDoes(JsonNode size) {
        RgbImage image = image(size.get("from").get(0).asInt(), size.get("from").get(1).asInt());
        int width = size.get("to").get(0).asInt();
        int height = size.get("to").get(1).asInt();
        RgbImage resized = BicubicResize.resize(image, width, height);
        assertEquals(width, resized.width());
        assertEquals(height, resized.height());
        assertEquals(size.get("rgb").asText(), Recorded.sha256(resized.rgb()));
    }

    /** The same formula as in image_fixtures.py. */
    private static RgbImage image(int width, int height) {
        byte[] rgb = new byte[RgbImage.CHANNELS * width * height];
        for (long i = 0; i < rgb.length; i++) {
            rgb[(int) i] = (byte) (i * i * 7 + i * 31 + (i >> 6) * 57);
        }
        return new RgbImage(width, height, rgb);
    }

    @Test
    void keepsWhatHasTheRightSize() {
        RgbImage image = image(5, 4);
        assertSame(image, BicubicResize.resize(image, 5, 4));
    }
}
