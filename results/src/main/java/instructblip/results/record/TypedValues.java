package instructblip.results.record;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Takes the value at a JSON parser's position as the type that it must have. */
final class TypedValues {

    private final JsonParser json;
    private final Place place;

    TypedValues(JsonParser json, Place place) {
        this.json = json;
        this.place = place;
    }

    /** A text, or a number as its literal text. */
    String id() throws IOException {
        return json.currentToken().isNumeric() && !json.isNaN() ? json.getText() : text("id");
    }

    String text(String key) throws IOException {
        if (json.currentToken() != JsonToken.VALUE_STRING) {
            throw mistyped(key, "a text");
        }
        return json.getText();
    }

    List<String> texts(String key) throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw mistyped(key, "a list of texts");
        }
        List<String> texts = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (json.currentToken() != JsonToken.VALUE_STRING) {
                throw mistyped(key + "[" + texts.size() + "]", "a text");
            }
            texts.add(json.getText());
        }
        return Collections.unmodifiableList(texts);
    }

    Map<String, Double> scores() throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw mistyped("scores", "an object of numbers");
        }
        Map<String, Double> scores = new LinkedHashMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String candidate = json.currentName();
            json.nextToken();
            scores.put(candidate, finite("scores of " + Printable.quote(candidate)));
        }
        return Collections.unmodifiableMap(scores);
    }

    private double finite(String what) throws IOException {
        if (!json.currentToken().isNumeric()) {
            throw mistyped(what, "a finite number");
        }
        double number = json.getDoubleValue();
        if (!Double.isFinite(number)) {
            throw mistyped(what, "a finite number");
        }
        return number;
    }

    Map<String, Object> facts() throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw mistyped("facts", "an object");
        }
        return object();
    }

    private Map<String, Object> object() throws IOException {
        Map<String, Object> values = new LinkedHashMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String key = json.currentName();
            json.nextToken();
            values.put(key, value(key));
        }
        return Collections.unmodifiableMap(values);
    }

    private List<Object> array(String key) throws IOException {
        List<Object> values = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            values.add(value(key));
        }
        return Collections.unmodifiableList(values);
    }

    private Object value(String key) throws IOException {
        return switch (json.currentToken()) {
            case START_OBJECT -> object();
            case START_ARRAY -> array(key);
            case VALUE_STRING -> json.getText();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            case VALUE_NUMBER_INT -> json.getNumberValue();
            default -> finite("facts." + Printable.quote(key));
        };
    }

    private RecordException mistyped(String what, String expected) throws IOException {
        String text = json.currentToken().isScalarValue() ? json.getText() : "";
        String found =
                switch (json.currentToken()) {
                    case START_OBJECT -> "an object";
                    case START_ARRAY -> "a list";
                    case VALUE_STRING -> "the text " + Printable.quote(text);
                    default -> Printable.escape(text);
                };
        return place.fault(what + " is " + found, expected);
    }
}
