package instructblip.benchmarks.dataset.source;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads the wanted fields of one record and skips the others without keeping them, so that a record
 * takes little memory however long its line is.
 */
final class AnnotationParser {

    /** Characters of one record that are kept at most, values counted as {@link #VALUE_COST}. */
    static final int RECORD_LIMIT = 1 << 23;

    static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(200)
                                    .maxStringLength(RECORD_LIMIT)
                                    .build())
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                    .build();

    private static final int VALUE_COST = 16;

    private final JsonParser parser;
    private int room = RECORD_LIMIT;

    private AnnotationParser(JsonParser parser) {
        this.parser = parser;
    }

    /**
     * The record at which the parser stands: an object, or an array whose elements are called 0, 1,
     * 2.
     *
     * @param wanted names of the fields to keep; empty for all
     * @throws UnusableRecord when it is neither, too large, or has a field twice
     */
    static Map<String, Object> record(JsonParser parser, Set<String> wanted) throws IOException {
        AnnotationParser reader = new AnnotationParser(parser);
        return switch (parser.currentToken()) {
            case START_OBJECT -> reader.object(wanted);
            case START_ARRAY -> reader.positions();
            default -> throw new UnusableRecord("is no object; expected one");
        };
    }

    /** The value at which the parser stands, whole. */
    static Object value(JsonParser parser) throws IOException {
        return new AnnotationParser(parser).value();
    }

    private Map<String, Object> object(Set<String> names) throws IOException {
        Map<String, Object> members = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            if (!names.isEmpty() && !names.contains(name)) {
                parser.skipChildren();
                continue;
            }
            spend(name.length());
            if (members.containsKey(name)) {
                throw new UnusableRecord(
                        "has the field " + Shown.text(name) + " twice; expected it once");
            }
            members.put(name, value());
        }
        return members;
    }

    private Map<String, Object> positions() throws IOException {
        Map<String, Object> members = new LinkedHashMap<>();
        for (int at = 0; parser.nextToken() != JsonToken.END_ARRAY; at++) {
            members.put(Integer.toString(at), value());
        }
        return members;
    }

    private Object value() throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> {
                spend(0);
                yield object(Set.of());
            }
            case START_ARRAY -> list();
            case VALUE_STRING -> spend(parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new NumberText(spend(parser.getText()));
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> null;
        };
    }

    private List<Object> list() throws IOException {
        spend(0);
        List<Object> elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            elements.add(value());
        }
        return elements;
    }

    private String spend(String text) throws UnusableRecord {
        spend(text.length());
        return text;
    }

    private void spend(int characters) throws UnusableRecord {
        room -= VALUE_COST + characters;
        if (room < 0) {
            throw new UnusableRecord(
                    "is larger than " + RECORD_LIMIT + " characters; expected a record");
        }
    }
}
