package instructblip.benchmarks.dataset.source;

import com.fasterxml.jackson.core.JsonParser;
import instructblip.benchmarks.dataset.DatasetException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A file with one JSON object per line; blank lines are passed over. */
public final class JsonLines {

    private final Path file;

    public JsonLines(Path file) {
        this.file = file;
    }

    /**
     * Hands on the records.
     *
     * @param wanted names of the fields to keep
     */
    public void records(Set<String> wanted, AnnotationConsumer consumer) throws DatasetException {
        try (BufferedReader text = EncodedText.open(file)) {
            LineReader lines = new LineReader(text);
            while (nextLine(lines)) {
                Optional<Map<String, Object>> record = record(lines, wanted);
                if (record.isPresent()) {
                    consumer.accept(Annotation.at(file, "line " + lines.line(), record.get()));
                }
            }
        } catch (IOException failure) {
            throw ReadFault.of(file, "", failure);
        }
    }

    private boolean nextLine(LineReader lines) throws DatasetException {
        try {
            return lines.nextLine();
        } catch (IOException failure) {
            throw ReadFault.inLine(file, lines.line() + 1, failure);
        }
    }

    private Optional<Map<String, Object>> record(LineReader lines, Set<String> wanted)
            throws DatasetException {
        try (JsonParser parser = AnnotationParser.FACTORY.createParser(lines)) {
            if (parser.nextToken() == null) {
                return Optional.empty();
            }
            Map<String, Object> record = AnnotationParser.record(parser, wanted);
            if (parser.nextToken() != null) {
                throw new UnusableRecord("goes on after its record; expected one per line");
            }
            return Optional.of(record);
        } catch (UnusableRecord unusable) {
            throw new DatasetException(
                    file + ", line " + lines.line() + ": " + unusable.getMessage());
        } catch (IOException failure) {
            throw ReadFault.inLine(file, lines.line(), failure);
        }
    }
}
