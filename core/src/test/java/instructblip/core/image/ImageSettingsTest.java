package instructblip.core.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import instructblip.core.checkpoint.CheckpointException;
import instructblip.core.checkpoint.ConfigNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageSettingsTest {

    private static final ImageSettings CLIP =
            ImageSettings.of(
                    384,
                    List.of(0.48145466, 0.4578275, 0.40821073),
                    List.of(0.26862954, 0.26130258, 0.27577711));

    private static final String HUB =
            """
            {
              "do_convert_rgb": true, "do_normalize": true, "do_rescale": true, "do_resize": true,
              "image_mean": [0.5, 0.25, 0.125],
              "image_processor_type": "BlipImageProcessor",
              "image_std": [0.5, 1, 2],
              "processor_class": "InstructBlipProcessor",
              "resample": 3, "rescale_factor": 0.00392156862745098,
              "size": {"height": 56, "width": 48}
            }
            """;

    @TempDir private Path folder;

    @Test
    void readsTheLayoutOfTheHub() throws IOException {
        ImageSettings settings = ImageSettings.of(config(HUB));
        assertEquals(
                new ImageSettings(
                        48, 56, 1 / 255.0, List.of(0.5, 0.25, 0.125), List.of(0.5, 1.0, 2.0)),
                settings);
    }

    @Test
    void readsTheImageProcessorOfALargerFile() throws IOException {
        ConfigNode processor =
                config("{\"num_query_tokens\": 8, \"image_processor\": " + HUB + "}");
        assertEquals(
                ImageSettings.of(config(HUB)),
                ImageSettings.of(processor.object("image_processor")));
    }

    @Test
    void takesTheDefaultsOfTransformers() throws IOException {
        assertEquals(CLIP, ImageSettings.of(config("{}")));
        assertEquals(CLIP, ImageSettings.of(config("{\"size\": null, \"image_mean\": null}")));
    }

    @Test
    void takesOneNumberForASquare() throws IOException {
        ImageSettings settings = ImageSettings.of(config("{\"size\": 70}"));
        assertEquals(List.of(70, 70), List.of(settings.width(), settings.height()));
    }

    @Test
    void leavesOutStepsThatAreSwitchedOff() throws IOException {
        ImageSettings settings =
                ImageSettings.of(config("{\"do_rescale\": false, \"do_normalize\": false}"));
        assertEquals(1, settings.rescale());
        assertEquals(List.of(0.0, 0.0, 0.0), settings.mean());
        assertEquals(List.of(1.0, 1.0, 1.0), settings.std());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "resample | 2 | 3, bicubic",
                "resample | \"bicubic\" | a whole number",
                "do_resize | false | true",
                "do_resize | 1 | true or false",
                "do_center_crop | true | false",
                "do_pad | true | false",
                "image_processor_type | \"CLIPImageProcessor\" | BlipImageProcessor",
                "size | {\"shortest_edge\":224} | height and width",
                "size | {\"height\":224} | height and width",
                "size | {\"height\":224,\"width\":0} | height and width",
                "size | 100000 | height and width",
                "size | [224,224] | height and width",
                "size | \"224\" | height and width",
                "image_mean | [0.5,0.5] | three numbers",
                "image_mean | [0.5,0.5,\"a\"] | three numbers",
                "image_mean | 0.5 | three numbers",
                "image_std | [0.5,0.5,0] | three numbers above 0",
                "image_std | [1e400,1,1] | three numbers above 0",
                "rescale_factor | \"x\" | a number",
            })
    void refusesWhatItCannotMake(String key, String value, String expected) throws IOException {
        ConfigNode config = config("{\"" + key + "\": " + value + "}");
        CheckpointException thrown =
                assertThrows(CheckpointException.class, () -> ImageSettings.of(config));
        String start = folder.resolve("config.json") + ": " + key + " is ";
        assertEquals(start, thrown.getMessage().substring(0, start.length()));
        String end = thrown.getMessage().substring(thrown.getMessage().indexOf("; expected ") + 11);
        assertEquals(expected, end.substring(0, expected.length()));
    }

    @Test
    void refusesSettingsThatMakeNoSense() {
        List<Double> three = List.of(1.0, 1.0, 1.0);
        assertThrows(IllegalArgumentException.class, () -> ImageSettings.of(0, three, three));
        assertThrows(
                IllegalArgumentException.class,
                () -> ImageSettings.of(8, three, List.of(1.0, 0.0, 1.0)));
        assertThrows(
                IllegalArgumentException.class, () -> ImageSettings.of(8, List.of(1.0), three));
    }

    private ConfigNode config(String json) throws IOException {
        return ConfigNode.read(Files.writeString(folder.resolve("config.json"), json));
    }
}
