package instructblip.results.predictions;

import instructblip.results.record.Printable;
import instructblip.results.record.RecordException;
import instructblip.results.record.TextEncoding;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.CharacterCodingException;
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

    private static final int LONGEST_LINE = 1 << 16;
    private static final TextEncoding UTF_8 = new TextEncoding(StandardCharsets.UTF_8, 0);
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
            TextEncoding encoding = TextEncoding.of(start(file));
            return new Utf8Text(
                    file,
                    encoding.charset().equals(StandardCharsets.UTF_8)
                            ? file
                            : copy(file, encoding));
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /** The first bytes, at most four. */
    static byte[] start(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(TextEncoding.LONGEST_MARK);
        }
    }

    /** The characters, without a byte order mark; a byte that is no UTF-8 is an error. */
    BufferedReader reader() throws IOException {
        BufferedReader text = reader(bytes, UTF_8);
        text.mark(1);
        if (text.read() != BYTE_ORDER_MARK) {
            text.reset();
        }
        return text;
    }

    /** The first line that is not blank, from its first visible character; empty without one. */
    String firstLine() {
        try (BufferedReader text = reader()) {
            int c = text.read();
            while (c >= 0 && Character.isWhitespace(c)) {
                c = text.read();
            }
            StringBuilder line = new StringBuilder();
            while (c >= 0 && c != '\n' && line.length() < LONGEST_LINE) {
                line.append((char) c);
                c = text.read();
            }
            return line.toString();
        } catch (IOException e) {
            throw unreadable(e);
        }
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

    private static Path copy(Path file, TextEncoding encoding) throws IOException {
        Path copy = Files.createTempFile("predictions-", ".txt");
        copy.toFile().deleteOnExit();
        try (Reader text = reader(file, encoding);
                Writer utf8 = Files.newBufferedWriter(copy, StandardCharsets.UTF_8)) {
            text.transferTo(utf8);
        }
        return copy;
    }

    private static BufferedReader reader(Path file, TextEncoding encoding) throws IOException {
        return encoding.reader(new BufferedInputStream(Files.newInputStream(file), 1 << 16));
    }
}
