package instructblip.benchmarks.dataset.source;

import instructblip.benchmarks.dataset.DatasetException;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A text file in UTF-8, UTF-16 or UTF-32, with or without byte order mark. Without one the zero
 * bytes of the first character tell, as annotation files begin with an ASCII character. A byte that
 * does not fit the encoding is an error, never a replacement character.
 */
final class EncodedText {

    private static final int LONGEST_MARK = 4;

    private record Encoding(Charset charset, int markLength) {}

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
            Encoding encoding = detect(bytes);
            bytes.skipNBytes(encoding.markLength());
            return new BufferedReader(
                    new InputStreamReader(
                            bytes,
                            encoding.charset()
                                    .newDecoder()
                                    .onMalformedInput(CodingErrorAction.REPORT)
                                    .onUnmappableCharacter(CodingErrorAction.REPORT)),
                    1 << 16);
        } catch (IOException failure) {
            bytes.close();
            throw failure;
        }
    }

    private static Encoding detect(InputStream bytes) throws IOException {
        bytes.mark(LONGEST_MARK);
        byte[] start = bytes.readNBytes(LONGEST_MARK);
        bytes.reset();
        if (begins(start, 0xEF, 0xBB, 0xBF)) {
            return new Encoding(StandardCharsets.UTF_8, 3);
        }
        if (begins(start, 0xFF, 0xFE, 0, 0)) {
            return new Encoding(Charset.forName("UTF-32LE"), 4);
        }
        if (begins(start, 0, 0, 0xFE, 0xFF)) {
            return new Encoding(Charset.forName("UTF-32BE"), 4);
        }
        if (begins(start, 0xFF, 0xFE)) {
            return new Encoding(StandardCharsets.UTF_16LE, 2);
        }
        if (begins(start, 0xFE, 0xFF)) {
            return new Encoding(StandardCharsets.UTF_16BE, 2);
        }
        return new Encoding(byZeros(start), 0);
    }

    private static Charset byZeros(byte[] start) {
        if (start.length < LONGEST_MARK) {
            return StandardCharsets.UTF_8;
        }
        if (start[0] == 0) {
            return start[1] == 0 ? Charset.forName("UTF-32BE") : StandardCharsets.UTF_16BE;
        }
        if (start[1] == 0) {
            return start[2] == 0 ? Charset.forName("UTF-32LE") : StandardCharsets.UTF_16LE;
        }
        return StandardCharsets.UTF_8;
    }

    private static boolean begins(byte[] start, int... mark) {
        for (int i = 0; i < mark.length; i++) {
            if (i >= start.length || (start[i] & 0xFF) != mark[i]) {
                return false;
            }
        }
        return true;
    }
}
