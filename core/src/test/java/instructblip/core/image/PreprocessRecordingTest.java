package instructblip.core.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** From file to numbers, every step against the reference's recording; JPEG as exact as PNG. */
class PreprocessRecordingTest {

    private static final int ROWS = 16;
    private static final Recorded RECORDED = Recorded.read("preprocess");

    static Stream<Named<JsonNode>> images() {
        return StreamSupport.stream(RECORDED.index().get("images").spliterator(), false)
                .map(image -> Named.of(image.get("id") + " " + image.get("kind"), image));
    }

    @ParameterizedTest
    @MethodSource("images")
    void decodesResizesAndNormalisesAsRecorded(JsonNode image) throws ImageException {
        RgbImage decoded =
                ImageDecoder.decode(
                        RECORDED.folder().resolve(image.get("image").asText()), Alpha.DROP);
        assertEquals(image.get("size").get(0).asInt(), decoded.width());
        assertEquals(image.get("size").get(1).asInt(), decoded.height());
        assertEquals(
                image.get("decoded_rgb_sha256").asText(),
                Recorded.sha256(decoded.rgb()),
                "decoded");

        int target = image.get("target").asInt();
        ImagePreprocessor preprocessor =
                new ImagePreprocessor(ImageSettings.of(target, channels("mean"), channels("std")));
        RgbImage resized = preprocessor.resize(decoded);
        assertArrayEquals(RECORDED.bytes(image.get("resized").asText()), resized.rgb(), "resized");

        JsonNode rows = image.get("pixel_values_rows");
        if (rows.isObject()) {
            float[] values = new float[RgbImage.CHANNELS * target * target];
            preprocessor.normalise(resized, values, 0);
            assertArrayEquals(
                    RECORDED.values(rows.get("tensor").asText()),
                    rows(values, rows.get("first_row").asInt(), target));
        }
    }

    private static float[] rows(float[] values, int first, int width) {
        float[] rows = new float[RgbImage.CHANNELS * ROWS * width];
        for (int channel = 0; channel < RgbImage.CHANNELS; channel++) {
            int from = (channel * width + first) * width;
            System.arraycopy(values, from, rows, channel * ROWS * width, ROWS * width);
        }
        return rows;
    }

    private static List<Double> channels(String key) {
        List<Double> values = new ArrayList<>();
        RECORDED.index().get(key).forEach(value -> values.add(value.doubleValue()));
        return values;
    }
}
