package instructblip.core.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One file per feature of each format, with both treatments of transparency. */
class FormatsTest {

    private static final Recorded RECORDED = Recorded.read("formats");

    static Stream<Named<JsonNode>> files() {
        return Recorded.elements(RECORDED.index())
                .map(file -> Named.of(file.get("file").asText(), file));
    }

    @ParameterizedTest
    @MethodSource("files")
    void isDecodedAsPillowDoes(JsonNode file) throws ImageException {
        check(file, Alpha.DROP, file.get("drop").asText());
    }

    @ParameterizedTest
    @MethodSource("files")
    void isBlendedAsTransformersDoes(JsonNode file) throws ImageException {
        check(file, Alpha.BLEND_ON_WHITE, file.get("blend_on_white").asText());
    }

    private static void check(JsonNode file, Alpha alpha, String expected) throws ImageException {
        RgbImage image =
                ImageDecoder.decode(RECORDED.folder().resolve(file.get("file").asText()), alpha);
        assertEquals(file.get("size").get(0).asInt(), image.width());
        assertEquals(file.get("size").get(1).asInt(), image.height());
        assertEquals(expected, Recorded.sha256(image.rgb()));
    }
}
