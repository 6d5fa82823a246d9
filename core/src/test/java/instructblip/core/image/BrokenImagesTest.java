package instructblip.core.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a file holds: the picture, or one line that says what is wrong with it. */
class BrokenImagesTest {

    private static final Recorded RECORDED = Recorded.read("formats");
    private static final int CUTS = 25;
    private static final int FLIPS = 25;

    static Stream<Named<Path>> files() {
        return Recorded.elements(RECORDED.index())
                .map(file -> file.get("file").asText())
                .map(name -> Named.of(name, RECORDED.folder().resolve(name)));
    }

    @ParameterizedTest
    @MethodSource("files")
    void isWholeOrAnErrorWhereverItIsCut(Path file) throws IOException, ImageException {
        byte[] bytes = Files.readAllBytes(file);
        byte[] whole = ImageDecoder.decode(bytes, "image", Alpha.BLEND_ON_WHITE).rgb();
        for (int i = 0; i < CUTS; i++) {
            byte[] cut = Arrays.copyOf(bytes, bytes.length * i / CUTS);
            try {
                RgbImage image = ImageDecoder.decode(cut, "image", Alpha.BLEND_ON_WHITE);
                assertArrayEquals(whole, image.rgb(), "cut after " + cut.length + " bytes");
            } catch (ImageException e) {
                checkMessage(e);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void isAPictureOrAnErrorWhateverIsChanged(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        Random random = new Random(bytes.length);
        for (int i = 0; i < FLIPS; i++) {
            byte[] changed = bytes.clone();
            // The header decides most, so that it is changed most.
            int range = i % 2 == 0 ? bytes.length : Math.min(100, bytes.length);
            changed[random.nextInt(range)] ^= (byte) (1 << random.nextInt(Byte.SIZE));
            changed[random.nextInt(range)] = (byte) random.nextInt();
            try {
                RgbImage image = ImageDecoder.decode(changed, "image", Alpha.BLEND_ON_WHITE);
                assertTrue(image.width() > 0);
            } catch (ImageException e) {
                checkMessage(e);
                assertFalse(e.getCause() instanceof RuntimeException, e.toString());
            }
        }
    }

    private static void checkMessage(ImageException e) {
        String message = e.getMessage();
        assertTrue(message.startsWith("image: "), message);
        assertTrue(message.codePoints().noneMatch(Character::isISOControl), message);
        assertTrue(message.length() < 250, message);
    }
}
