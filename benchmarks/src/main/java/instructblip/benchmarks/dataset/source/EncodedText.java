package instructblip.benchmarks.dataset.source;

import instructblip.benchmarks.dataset.DatasetException;
import instructblip.results.record.TextEncoding;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A text file in UTF-8, UTF-16 or UTF-32, with or without byte order mark. Without one the zero
 * bytes of the first character tell, as annotation files begin with an ASCII character. A byte that
 * does not fit the encoding is an error, never a replacement character.
 */
final class EncodedText {

    private EncodedText() {}

    static BufferedReader open(Path file) throws DatasetException, IOException {
        if (!Files.isRegularFile(file)) {
            throw new DatasetException(
                    Files.exists(file)
                            ? file + " is not a regular file; expected one"
                            : "there is no file " + file);
        }
        BufferedInputStream bytes = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        try {
            bytes.mark(TextEncoding.LONGEST_MARK);
            TextEncoding encoding = TextEncoding.of(bytes.readNBytes(TextEncoding.LONGEST_MARK));
            bytes.reset();
            bytes.skipNBytes(encoding.markLength());
            return encoding.reader(bytes);
        } catch (IOException failure) {
            bytes.close();
            throw failure;
        }
    }
}
