package instructblip.results.record;

import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * UTF-8, UTF-16 or UTF-32, with or without byte order mark. Without one the zero bytes of the first
 * character tell, as files of records begin with an ASCII character.
 *
 * @param charset of the text
 * @param markLength bytes of the mark in front of it
 */
public record TextEncoding(Charset charset, int markLength) {

    /** Bytes that {@link #of} wants to see. */
    public static final int LONGEST_MARK = 4;

    private static final int BUFFER = 1 << 16;

    /**
     * The encoding of a file.
     *
     * @param start its first bytes, four where it has as many
     */
    public static TextEncoding of(byte[] start) {
        if (begins(start, 0xEF, 0xBB, 0xBF)) {
            return new TextEncoding(StandardCharsets.UTF_8, 3);
        }
        if (begins(start, 0xFF, 0xFE, 0, 0)) {
            return new TextEncoding(Charset.forName("UTF-32LE"), 4);
        }
        if (begins(start, 0, 0, 0xFE, 0xFF)) {
            return new TextEncoding(Charset.forName("UTF-32BE"), 4);
        }
        if (begins(start, 0xFF, 0xFE)) {
            return new TextEncoding(StandardCharsets.UTF_16LE, 2);
        }
        if (begins(start, 0xFE, 0xFF)) {
            return new TextEncoding(StandardCharsets.UTF_16BE, 2);
        }
        return new TextEncoding(byZeros(start), 0);
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

    /**
     * The characters of these bytes. A byte that does not fit is an error, never a replacement
     * character.
     */
    public BufferedReader reader(InputStream bytes) {
        return new BufferedReader(
                new InputStreamReader(
                        bytes,
                        charset.newDecoder()
                                .onMalformedInput(CodingErrorAction.REPORT)
                                .onUnmappableCharacter(CodingErrorAction.REPORT)),
                BUFFER);
    }
}
