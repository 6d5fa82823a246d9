package instructblip.results.predictions;

import instructblip.results.record.Printable;
import instructblip.results.record.RecordException;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file of predictions as UTF-8. Spreadsheet programs and some shells write UTF-16: such a file is
 * read from a copy that is deleted when the program ends.
 *
 * @param named the file as messages name it
 * @param bytes the file to read: itself or the copy
 */
record Utf8Text(Path named, Path bytes) {

    private static final int MARK_BYTES = 4;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    /**
     * Opens a file, whatever its encoding.
     *
     * @throws RecordException when it cannot be read or does not keep to its encoding
     */
    static Utf8Text of(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new RecordException(shown(file) + " is no file; expected predictions.");
        }
        try {
            Charset charset = charset(start(file));
            return new Utf8Text(
                    file, charset.equals(StandardCharsets.UTF_8) ? file : copy(file, charset));
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /** The first bytes, at most four. */
    static byte[] start(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(MARK_BYTES);
        }
    }

    /** The characters, without a byte order mark; a byte that is no UTF-8 is an error. */
    BufferedReader reader() throws IOException {
        BufferedReader text = reader(bytes, StandardCharsets.UTF_8);
        text.mark(1);
        if (text.read() != BYTE_ORDER_MARK) {
            text.reset();
        }
        return text;
    }

    /** What went wrong while the file was read. */
    RecordException unreadable(IOException e) {
        return unreadable(named, e);
    }

    @Override
    public String toString() {
        return shown(named);
    }

    private static String shown(Path file) {
        return Printable.escape(file.toString());
    }

    private static RecordException unreadable(Path file, IOException e) {
        String what =
                e instanceof CharacterCodingException
                        ? " holds bytes that are no text; expected UTF-8 or UTF-16."
                        : " cannot be read: " + Printable.escape(String.valueOf(e.getMessage()));
        return new RecordException(shown(file) + what, e);
    }

    private static Path copy(Path file, Charset charset) throws IOException {
        Path copy = Files.createTempFile("predictions-", ".txt");
        copy.toFile().deleteOnExit();
        try (Reader text = reader(file, charset);
                Writer utf8 = Files.newBufferedWriter(copy, StandardCharsets.UTF_8)) {
            text.transferTo(utf8);
        }
        return copy;
    }

    private static BufferedReader reader(Path file, Charset charset) throws IOException {
        return new BufferedReader(
                new InputStreamReader(
                        new BufferedInputStream(Files.newInputStream(file), 1 << 16),
                        charset.newDecoder()
                                .onMalformedInput(CodingErrorAction.REPORT)
                                .onUnmappableCharacter(CodingErrorAction.REPORT)),
                1 << 16);
    }

    /** By byte order mark, else by the zero bytes of the first character, which is ASCII. */
    private static Charset charset(byte[] start) {
        if (start.length < MARK_BYTES) {
            return StandardCharsets.UTF_8;
        }
        int first = (start[0] & 0xFF) << 8 | start[1] & 0xFF;
        int second = (start[2] & 0xFF) << 8 | start[3] & 0xFF;
        boolean little = first == 0xFFFE || first != 0 && (first & 0xFF) == 0;
        boolean big = first == 0xFEFF || first != 0 && first >> 8 == 0;
        if (little) {
            return second == 0 ? Charset.forName("UTF-32LE") : StandardCharsets.UTF_16LE;
        }
        if (big) {
            return StandardCharsets.UTF_16BE;
        }
        return first == 0 ? Charset.forName("UTF-32BE") : StandardCharsets.UTF_8;
    }
}
