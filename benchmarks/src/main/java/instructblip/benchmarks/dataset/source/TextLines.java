package instructblip.benchmarks.dataset.source;

import instructblip.benchmarks.dataset.DatasetException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** A file of plain lines; blank ones are passed over. */
public final class TextLines {

    /** The field of a record that is its line. */
    public static final String LINE = "line";

    private static final int LONGEST = 1 << 20;

    private final Path file;

    public TextLines(Path file) {
        this.file = file;
    }

    /** Hands on the lines. */
    public void records(AnnotationConsumer consumer) throws DatasetException {
        try (BufferedReader text = EncodedText.open(file)) {
            LineReader lines = new LineReader(text);
            while (lines.nextLine()) {
                String line = line(lines);
                if (!line.isBlank()) {
                    consumer.accept(
                            Annotation.at(file, "line " + lines.line(), Map.of(LINE, line)));
                }
            }
        } catch (IOException failure) {
            throw ReadFault.of(file, "", failure);
        }
    }

    private String line(LineReader lines) throws IOException, DatasetException {
        StringBuilder line = new StringBuilder();
        char[] piece = new char[1 << 12];
        for (int read = lines.read(piece); read >= 0; read = lines.read(piece)) {
            line.append(piece, 0, read);
            if (line.length() > LONGEST) {
                throw new DatasetException(
                        "%s, line %d: is longer than %d characters; expected a short line"
                                .formatted(file, lines.line(), LONGEST));
            }
        }
        boolean endsInReturn = line.length() > 0 && line.charAt(line.length() - 1) == '\r';
        return endsInReturn ? line.substring(0, line.length() - 1) : line.toString();
    }
}
