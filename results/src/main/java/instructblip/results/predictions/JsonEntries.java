package instructblip.results.predictions;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import instructblip.results.record.Printable;
import instructblip.results.record.RecordException;
import java.io.IOException;
import java.io.Reader;

/** The values of a JSON file one after the other: of a list, or of lines. */
final class JsonEntries {

    private static final int LONGEST_TEXT = 16 << 20;

    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(100)
                                    .maxStringLength(LONGEST_TEXT)
                                    .maxNameLength(LONGEST_TEXT)
                                    .build())
                    .build();

    private final Utf8Text file;

    JsonEntries(Utf8Text file) {
        this.file = file;
    }

    /** Takes the value at which the parser stands and leaves it at the value's end. */
    @FunctionalInterface
    interface Visitor {
        void visit(JsonParser json, String place) throws IOException;
    }

    /** What is done with the parser of a whole file. */
    @FunctionalInterface
    interface Work<T> {
        T with(JsonParser json) throws IOException;
    }

    /**
     * Visits every object.
     *
     * @throws RecordException when the file is no JSON or holds something else
     */
    void forEach(Visitor visitor) {
        read(
                json -> {
                    boolean list = json.nextToken() == JsonToken.START_ARRAY;
                    if (list) {
                        json.nextToken();
                    }
                    for (long entry = 1; json.currentToken() != null; entry++) {
                        if (list && json.currentToken() == JsonToken.END_ARRAY) {
                            requireEnd(json);
                            return null;
                        }
                        String place = file + (list ? " entry " + entry : " line " + line(json));
                        if (json.currentToken() != JsonToken.START_OBJECT) {
                            throw new RecordException(
                                    place + " is no JSON object; expected a prediction.");
                        }
                        visitor.visit(json, place);
                        json.nextToken();
                    }
                    return null;
                });
    }

    /** Does something with the JSON and turns what goes wrong into a message with its line. */
    <T> T read(Work<T> work) {
        try (Reader text = file.reader();
                JsonParser json = JSON.createParser(text)) {
            return work.with(json);
        } catch (JsonProcessingException e) {
            throw new RecordException(
                    "%s line %d: is not valid JSON (%s); expected predictions."
                            .formatted(
                                    file,
                                    e.getLocation() == null ? 1 : e.getLocation().getLineNr(),
                                    Printable.escape(e.getOriginalMessage())),
                    e);
        } catch (IOException e) {
            throw file.unreadable(e);
        }
    }

    private void requireEnd(JsonParser json) throws IOException {
        if (json.nextToken() != null) {
            throw new RecordException(file + " goes on after the end of its JSON.");
        }
    }

    private static int line(JsonParser json) {
        return json.currentTokenLocation().getLineNr();
    }
}
