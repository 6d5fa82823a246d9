package instructblip.benchmarks.dataset.source;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import instructblip.benchmarks.dataset.DatasetException;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A JSON document that is read in passes, one for each part that is asked for; only one record is
 * in memory at a time. Every pass reads to the end, so a file that is cut short is always noticed.
 *
 * <p>Parts are named by member names with dots, as {@code data.dialogs}; the empty name is the
 * whole document.
 */
public final class JsonFile {

    private static final int LIST_LIMIT = 1 << 26;

    private final Path file;

    public JsonFile(Path file) {
        this.file = file;
    }

    /** Does something with the value at which the parser stands and leaves it at its end. */
    private interface Part {
        void read(JsonParser parser) throws IOException, DatasetException;
    }

    /**
     * Hands on the records of an array or of an object; the latter are named by their keys.
     *
     * @param part array or object of records
     * @param wanted names of the fields to keep
     */
    public void records(String part, Set<String> wanted, AnnotationConsumer consumer)
            throws DatasetException {
        visit(part, parser -> records(parser, part, wanted, consumer));
    }

    /** The texts or numbers of an array, as the file spells them. */
    public List<String> texts(String part) throws DatasetException {
        List<String> texts = new ArrayList<>();
        visit(
                part,
                parser -> {
                    expectArray(parser, part);
                    long length = 0;
                    while (parser.nextToken() != JsonToken.END_ARRAY) {
                        if (!parser.currentToken().isScalarValue()) {
                            throw fault(
                                    part + "[" + texts.size() + "]", "is no text; expected one");
                        }
                        texts.add(parser.getText());
                        length += parser.getTextLength();
                        if (length > LIST_LIMIT) {
                            throw fault(
                                    part,
                                    "holds more than "
                                            + LIST_LIMIT
                                            + " characters; expected a list of short texts");
                        }
                    }
                });
        return texts;
    }

    /** The member names of an object. */
    public List<String> keys(String part) throws DatasetException {
        List<String> keys = new ArrayList<>();
        visit(
                part,
                parser -> {
                    if (parser.currentToken() != JsonToken.START_OBJECT) {
                        throw fault(part, "is no object; expected one");
                    }
                    while (parser.nextToken() != JsonToken.END_OBJECT) {
                        keys.add(parser.currentName());
                        parser.nextToken();
                        parser.skipChildren();
                    }
                });
        return keys;
    }

    private void records(
            JsonParser parser, String part, Set<String> wanted, AnnotationConsumer consumer)
            throws IOException, DatasetException {
        boolean keyed = parser.currentToken() == JsonToken.START_OBJECT;
        if (!keyed) {
            expectArray(parser, part);
        }
        for (long at = 0; !parser.nextToken().isStructEnd(); at++) {
            String key = keyed ? parser.currentName() : "";
            if (keyed) {
                parser.nextToken();
            }
            String place = keyed ? "entry " + (at + 1) : part + "[" + at + "]";
            consumer.accept(Annotation.at(file, place, record(parser, place, wanted)).named(key));
        }
    }

    private Map<String, Object> record(JsonParser parser, String place, Set<String> wanted)
            throws IOException, DatasetException {
        try {
            return AnnotationParser.record(parser, wanted);
        } catch (UnusableRecord unusable) {
            throw fault(place, unusable.getMessage());
        } catch (StreamConstraintsException limit) {
            throw fault(place, ReadFault.tooMuch(limit));
        }
    }

    private void visit(String part, Part action) throws DatasetException {
        List<String> path = part.isEmpty() ? List.of() : List.of(part.split("\\."));
        try (Reader reader = EncodedText.open(file);
                JsonParser parser = AnnotationParser.FACTORY.createParser(reader)) {
            if (parser.nextToken() == null) {
                throw new DatasetException(file + " is empty; expected JSON, fetch it again");
            }
            if (!descend(parser, path, action)) {
                throw fault(part, "is missing; expected it in this file");
            }
            if (parser.nextToken() != null) {
                throw new DatasetException(
                        file + " goes on after the end of its JSON; expected one document");
            }
        } catch (IOException failure) {
            throw ReadFault.inDocument(file, failure);
        }
    }

    private boolean descend(JsonParser parser, List<String> path, Part action)
            throws IOException, DatasetException {
        if (path.isEmpty()) {
            action.read(parser);
            return true;
        }
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return false;
        }
        boolean found = false;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            boolean isNext = parser.currentName().equals(path.get(0));
            parser.nextToken();
            if (isNext && found) {
                throw fault(path.get(0), "is there twice; expected it once");
            }
            if (isNext) {
                found = descend(parser, path.subList(1, path.size()), action);
            } else {
                parser.skipChildren();
            }
        }
        return found;
    }

    private void expectArray(JsonParser parser, String part) throws DatasetException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw fault(part, "is no list; expected one");
        }
    }

    private DatasetException fault(String place, String what) {
        String where = place.isEmpty() ? "the document" : Shown.text(place);
        return new DatasetException(file + ": " + where + " " + what);
    }
}
