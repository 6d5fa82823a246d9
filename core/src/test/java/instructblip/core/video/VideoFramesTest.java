package instructblip.core.video;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import instructblip.core.image.RgbImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Clips and expected colours are described in the README beside them. */
class VideoFramesTest {

    private static final Path CLIPS = Path.of("src/test/resources/instructblip/core/video");

    private static final int COLOUR_TOLERANCE = 1;

    @TempDir private Path folder;

    @TestFactory
    Stream<DynamicTest> decodesTheReferencesFramesInItsColours() throws IOException {
        JsonNode all = new ObjectMapper().readTree(CLIPS.resolve("expected.json").toFile());
        List<String> names = new ArrayList<>();
        all.fieldNames().forEachRemaining(names::add);
        assertEquals(17, names.size());
        return names.stream()
                .map(name -> DynamicTest.dynamicTest(name, () -> compare(name, all.get(name))));
    }

    private static void compare(String name, JsonNode expected) throws VideoException {
        List<RgbImage> frames = VideoFrames.sample(CLIPS.resolve(name), 4, (index, image) -> image);
        assertEquals(4, frames.size());
        for (int frame = 0; frame < 4; frame++) {
            RgbImage image = frames.get(frame);
            assertEquals(expected.get("width").asInt(), image.width());
            assertEquals(expected.get("height").asInt(), image.height());
            for (int quadrant = 0; quadrant < 4; quadrant++) {
                double[] colour = meanColour(image, quadrant);
                for (int channel = 0; channel < 3; channel++) {
                    assertEquals(
                            expected.at("/quadrants/%d/%d/%d".formatted(frame, quadrant, channel))
                                    .asDouble(),
                            colour[channel],
                            COLOUR_TOLERANCE,
                            "frame %d, quadrant %d, channel %d"
                                    .formatted(frame, quadrant, channel));
                }
            }
        }
    }

    @Test
    void theFirstFrameIsTheFirstOfFour() throws VideoException, IOException {
        for (Path clip : clips()) {
            RgbImage first = VideoFrames.first(clip);
            RgbImage sampled = VideoFrames.sample(clip, 4, (index, image) -> image).get(0);
            assertEquals(sampled.width(), first.width(), clip.toString());
            assertArrayEquals(sampled.rgb(), first.rgb(), clip.toString());
        }
    }

    private static List<Path> clips() throws IOException {
        JsonNode all = new ObjectMapper().readTree(CLIPS.resolve("expected.json").toFile());
        List<Path> clips = new ArrayList<>();
        all.fieldNames().forEachRemaining(name -> clips.add(CLIPS.resolve(name)));
        return clips;
    }

    @Test
    void aFileWithoutVideoHasNoFirstFrame() throws IOException {
        Path file = Files.write(folder.resolve("text.mp4"), new byte[] {1, 2, 3});
        assertTrue(
                assertThrows(VideoException.class, () -> VideoFrames.first(file))
                        .getMessage()
                        .contains("text.mp4"));
        Path missing = folder.resolve("missing.mp4");
        assertThrows(VideoException.class, () -> VideoFrames.first(missing));
    }

    private static double[] meanColour(RgbImage image, int quadrant) {
        int row = quadrant / 2;
        int column = quadrant % 2;
        double[] sum = new double[3];
        int pixels = 0;
        for (int y = image.height() * row / 2; y < image.height() * (row + 1) / 2; y++) {
            for (int x = image.width() * column / 2; x < image.width() * (column + 1) / 2; x++) {
                for (int channel = 0; channel < 3; channel++) {
                    sum[channel] += image.rgb()[3 * (y * image.width() + x) + channel] & 0xff;
                }
                pixels++;
            }
        }
        return new double[] {sum[0] / pixels, sum[1] / pixels, sum[2] / pixels};
    }

    @Test
    void aShortClipRepeatsItsLastFrame() throws VideoException {
        List<RgbImage> frames =
                VideoFrames.sample(CLIPS.resolve("three-frames.mp4"), 5, (index, image) -> image);
        assertEquals(5, frames.size());
        assertArrayEquals(frames.get(2).rgb(), frames.get(3).rgb());
        assertArrayEquals(frames.get(2).rgb(), frames.get(4).rgb());
        assertTrue(!Arrays.equals(frames.get(1).rgb(), frames.get(2).rgb()));
    }

    @Test
    void anyNumberOfFramesMayBeAskedFor() throws VideoException {
        Path clip = CLIPS.resolve("h264-50-frames.avi");
        List<RgbImage> all = VideoFrames.sample(clip, 32, (index, image) -> image);
        assertEquals(32, all.size());
        List<RgbImage> two = VideoFrames.sample(clip, 2, (index, image) -> image);
        assertArrayEquals(all.get(0).rgb(), two.get(0).rgb());
        assertArrayEquals(all.get(16).rgb(), two.get(1).rgb());
        assertThrows(
                IllegalArgumentException.class,
                () -> VideoFrames.sample(clip, 33, (index, image) -> image));
        assertThrows(
                IllegalArgumentException.class,
                () -> VideoFrames.sample(clip, 0, (index, image) -> image));
    }

    @ParameterizedTest
    @CsvSource({
        "empty.mp4, not a video",
        "text.mp4, not a video",
        "without-index.mp4, not a video",
        "sound-only.mp4, has no video stream",
        "list.mp4, not a video",
        "playlist.mp4, not a video",
        "missing.mp4, no such file",
        "., not a regular file"
    })
    void whatIsNoVideoIsNamedInOneLine(String name, String fault) {
        Path file = CLIPS.resolve(name);
        VideoException e =
                assertThrows(
                        VideoException.class,
                        () -> VideoFrames.sample(file, 4, (index, image) -> image));
        assertTrue(e.getMessage().startsWith(file + ": " + fault), e.getMessage());
        assertTrue(e.getMessage().contains("expected"), e.getMessage());
        assertEquals(1, e.getMessage().lines().count());
    }

    @Test
    void namesAreTakenAsTheyAre() throws IOException, VideoException {
        Path odd = folder.resolve("http:--%41 é?#.mp4");
        Files.copy(CLIPS.resolve("one-frame.mp4"), odd);
        assertEquals(4, VideoFrames.sample(odd, 4, (index, image) -> image).size());
    }

    /** Damage of any kind leads to frames of the right number or to one line, never further. */
    @ParameterizedTest
    @CsvSource({
        "h264-25-frames.mp4, 60",
        "mpeg4-10-frames.avi, 60",
        "vp9-with-sound-13-frames.webm, 60",
        "vp8-7-frames.mkv, 60",
        "h264-bt709-9-frames.mp4, 60"
    })
    void damageIsReadOrNamed(String name, int rounds) throws IOException {
        byte[] whole = Files.readAllBytes(CLIPS.resolve(name));
        Random random = new Random(name.hashCode());
        int read = 0;
        int refused = 0;
        for (int round = 0; round < rounds; round++) {
            Path damaged = folder.resolve(round + name);
            Files.write(damaged, damage(whole.clone(), random));
            try {
                assertEquals(3, VideoFrames.sample(damaged, 3, (index, image) -> image).size());
                read++;
            } catch (VideoException e) {
                assertTrue(e.getMessage().startsWith(damaged + ": "), e.getMessage());
                assertEquals(1, e.getMessage().lines().count());
                refused++;
            }
        }
        assertEquals(rounds, read + refused);
        assertTrue(read > 0 && refused > 0, read + " read, " + refused + " refused");
    }

    /** A quarter is cut off, the others have up to 64 bytes changed. */
    private static byte[] damage(byte[] bytes, Random random) {
        if (random.nextInt(4) == 0) {
            return Arrays.copyOf(bytes, random.nextInt(bytes.length));
        }
        for (int changes = 1 << random.nextInt(7); changes > 0; changes--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }
}
