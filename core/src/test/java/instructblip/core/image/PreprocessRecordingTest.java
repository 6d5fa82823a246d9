package instructblip.core.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import instructblip.core.checkpoint.SafetensorsFile;
import instructblip.core.checkpoint.TensorEntry;
import instructblip.core.checkpoint.TensorValues;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** From file to numbers, each step against the reference's recording; JPEG is as exact as PNG. */
class PreprocessRecordingTest {

    private static final int ROWS = 16;
    private static final Recorded RECORDED = Recorded.read("preprocess");
    private static final Map<String, TensorEntry> TENSORS =
            SafetensorsFile.entries(RECORDED.folder().resolve("tensors.safetensors")).stream()
                    .collect(Collectors.toMap(TensorEntry::name, entry -> entry));

    static Stream<Named<JsonNode>> images() {
        return Recorded.elements(RECORDED.index().get("images"))
                .map(image -> Named.of(image.get("image").asText(), image));
    }

    @ParameterizedTest
    @MethodSource("images")
    void isDecodedResizedAndNormalisedAsRecorded(JsonNode image) throws ImageException {
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
        assertArrayEquals(values(image.get("resized")), levels(resized), "resized");

        JsonNode rows = image.get("pixel_values_rows");
        if (rows.isObject()) {
            float[] normalised = new float[RgbImage.CHANNELS * target * target];
            preprocessor.normalise(resized, normalised, 0);
            assertArrayEquals(
                    values(rows.get("tensor")),
                    rows(normalised, rows.get("first_row").asInt(), target),
                    "normalised");
        }
    }

    private static float[] levels(RgbImage image) {
        float[] levels = new float[image.rgb().length];
        for (int i = 0; i < levels.length; i++) {
            levels[i] = image.rgb()[i] & 0xff;
        }
        return levels;
    }

    private static float[] rows(float[] values, int first, int side) {
        float[] rows = new float[RgbImage.CHANNELS * ROWS * side];
        for (int channel = 0; channel < RgbImage.CHANNELS; channel++) {
            int from = (channel * side + first) * side;
            System.arraycopy(values, from, rows, channel * ROWS * side, ROWS * side);
        }
        return rows;
    }

    private static float[] values(JsonNode tensor) {
        return TensorValues.read(TENSORS.get(tensor.asText())).values();
    }

    private static List<Double> channels(String key) {
        return Recorded.elements(RECORDED.index().get(key)).map(JsonNode::doubleValue).toList();
    }
}
