package instructblip.core.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageDecoderTest {

    private static final String KINDS = ", expected JPEG, PNG, GIF, BMP, WebP or TIFF";

    @TempDir private Path folder;

    @Test
    void saysWhatIsNotThere() {
        Path file = folder.resolve("none.png");
        assertEquals(file + ": no such file, expected an image file", message(file));
    }

    @Test
    void saysWhatIsNoFile() {
        assertEquals(folder + ": not a regular file, expected an image file", message(folder));
    }

    @Test
    void saysWhatIsEmpty() throws IOException {
        Path file = Files.createFile(folder.resolve("empty.jpg"));
        assertEquals(file + ": an empty file" + KINDS, message(file));
    }

    @Test
    void saysWhatIsNoImage() throws IOException {
        Path text = Files.writeString(folder.resolve("text.png"), "hello");
        assertEquals(text + ": not an image of a known format" + KINDS, message(text));

        Path zip = folder.resolve("zip.png");
        try (OutputStream out = Files.newOutputStream(zip);
                ZipOutputStream entries = new ZipOutputStream(out)) {
            entries.putNextEntry(new ZipEntry("image.png"));
        }
        assertEquals(zip + ": not an image of a known format" + KINDS, message(zip));
    }

    @Test
    void tellsTheFormatFromTheContentNotTheName() throws Exception {
        Path png = Recorded.read("formats").folder().resolve("type2-8bit.png");
        Path misnamed = Files.copy(png, folder.resolve("image.jpg"));
        assertEquals(13, ImageDecoder.decode(misnamed, Alpha.DROP).width());
    }

    @Test
    void keepsControlCharactersOutOfMessages() {
        ImageException thrown =
                assertThrows(
                        ImageException.class,
                        () ->
                                ImageDecoder.decode(
                                        "BMxx".getBytes(StandardCharsets.US_ASCII),
                                        "a\nb\u001b[0mc",
                                        Alpha.DROP));
        assertTrue(thrown.getMessage().startsWith("a?b?[0mc: "), thrown.getMessage());
    }

    private static String message(Path file) {
        return assertThrows(ImageException.class, () -> ImageDecoder.decode(file, Alpha.DROP))
                .getMessage();
    }
}
