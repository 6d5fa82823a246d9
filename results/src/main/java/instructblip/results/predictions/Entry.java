package instructblip.results.predictions;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import instructblip.results.record.Printable;
import instructblip.results.record.RecordException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A JSON object of which only some values are kept: an entry of another tool may hold anything of
 * any size.
 *
 * @param place for messages
 * @param values by dotted path, as {@code doc.question_id}; lists are flattened, so that a text and
 *     a list of one text are the same
 */
record Entry(String place, Map<String, List<Value>> values) {

    /** Together longer than any answer with its question. */
    private static final int MOST_CHARACTERS = 16 << 20;

    /**
     * A text, number, flag or null.
     *
     * @param kind of it
     * @param text as the file spells it
     */
    record Value(JsonToken kind, String text) {

        boolean isText() {
            return kind == JsonToken.VALUE_STRING;
        }

        boolean isNumber() {
            return kind.isNumeric();
        }
    }

    /**
     * Reads the object at which the parser stands, or the rest of it behind its first name.
     *
     * @param wanted paths to keep
     */
    static Entry read(JsonParser json, String place, Set<String> wanted) throws IOException {
        Entry entry = new Entry(place, new HashMap<>());
        new Walk(json, entry, wanted).object("");
        return entry;
    }

    /** On its way through an object. */
    private static final class Walk {
        private final JsonParser json;
        private final Entry entry;
        private final Set<String> wanted;
        private int characters;

        Walk(JsonParser json, Entry entry, Set<String> wanted) {
            this.json = json;
            this.entry = entry;
            this.wanted = wanted;
        }

        void object(String path) throws IOException {
            if (json.currentToken() == JsonToken.START_OBJECT) {
                json.nextToken();
            }
            while (json.currentToken() == JsonToken.FIELD_NAME) {
                String name = path + json.currentName();
                json.nextToken();
                value(name);
                json.nextToken();
            }
        }

        private void value(String path) throws IOException {
            if (json.currentToken() == JsonToken.START_OBJECT && holds(path)) {
                object(path + ".");
            } else if (!wanted.contains(path)) {
                json.skipChildren();
            } else if (json.currentToken() == JsonToken.START_ARRAY) {
                list(path);
            } else {
                keep(path);
            }
        }

        private boolean holds(String path) {
            return wanted.stream().anyMatch(name -> name.startsWith(path + "."));
        }

        private void list(String path) throws IOException {
            while (json.nextToken() != JsonToken.END_ARRAY) {
                if (json.currentToken() == JsonToken.START_ARRAY) {
                    list(path);
                } else {
                    keep(path);
                }
            }
        }

        private void keep(String path) throws IOException {
            if (!json.currentToken().isScalarValue()) {
                throw entry.fault(Printable.quote(path) + " holds an object", "a text or a list");
            }
            String text = json.getText();
            characters += text.length() + 1;
            if (characters > MOST_CHARACTERS) {
                throw entry.fault(
                        "has more than " + MOST_CHARACTERS + " characters", "a question's answer");
            }
            entry.values
                    .computeIfAbsent(path, name -> new ArrayList<>())
                    .add(new Value(json.currentToken(), text));
        }
    }

    List<Value> all(String path) {
        return values.getOrDefault(path, List.of());
    }

    /** The only value there; empty where there is none. */
    Optional<Value> one(String path) {
        List<Value> all = all(path);
        if (all.size() > 1) {
            throw fault(Printable.quote(path) + " has " + all.size() + " values", "one");
        }
        return all.stream().findFirst();
    }

    /** Those of the paths that have a text or number, in the order of the paths. */
    List<String> names(List<String> paths) {
        return paths.stream()
                .flatMap(path -> one(path).stream())
                .filter(value -> value.isText() || value.isNumber())
                .map(Value::text)
                .toList();
    }

    RecordException fault(String found, String expected) {
        return new RecordException(place + ": " + found + "; expected " + expected + ".");
    }
}
