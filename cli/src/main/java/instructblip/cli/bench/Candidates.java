package instructblip.cli.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The bundled candidates: a hundred different texts of one to six words. */
public final class Candidates {

    private static final String FILE = "candidates.txt";

    private Candidates() {}

    /** All of them, in the file's order. */
    public static List<String> all() {
        try (InputStream bytes = Candidates.class.getResourceAsStream(FILE);
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8))) {
            return lines.lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(FILE, e);
        }
    }
}
