package instructblip.results.store;

import com.fasterxml.jackson.databind.JsonNode;
import instructblip.results.record.Printable;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An object of a stored JSON file whose values are read with their type; errors name file and key.
 * Keys that nobody asks for are ignored, so that later versions may add some.
 */
record StoredObject(Path file, String path, JsonNode node) {

    boolean has(String key) {
        return node.hasNonNull(key);
    }

    StoredObject object(String key) {
        JsonNode value = node.path(key);
        if (!value.isObject()) {
            throw fault(key, "an object");
        }
        return new StoredObject(file, at(key), value);
    }

    /** The objects in an object, by key. */
    Map<String, StoredObject> objects() {
        Map<String, StoredObject> objects = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            objects.put(entry.getKey(), object(entry.getKey()));
        }
        return objects;
    }

    String text(String key) {
        JsonNode value = node.path(key);
        if (!value.isTextual()) {
            throw fault(key, "a text");
        }
        return value.asText();
    }

    int count(String key) {
        long value = number(key);
        if (value > Integer.MAX_VALUE) {
            throw fault(key, "a count");
        }
        return (int) value;
    }

    long number(String key) {
        JsonNode value = node.path(key);
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.asLong() < 0) {
            throw fault(key, "a whole number");
        }
        return value.asLong();
    }

    double real(String key) {
        JsonNode value = node.path(key);
        if (!value.isNumber() || !Double.isFinite(value.asDouble())) {
            throw fault(key, "a number");
        }
        return value.asDouble();
    }

    boolean flag(String key) {
        JsonNode value = node.path(key);
        if (!value.isBoolean()) {
            throw fault(key, "true or false");
        }
        return value.asBoolean();
    }

    Instant time(String key) {
        return time(key, text(key));
    }

    List<Instant> times(String key) {
        List<Instant> times = new ArrayList<>();
        for (JsonNode value : node.path(key)) {
            times.add(time(key, value.asText()));
        }
        return times;
    }

    Map<String, String> texts(String key) {
        StoredObject object = object(key);
        Map<String, String> texts = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : object.node.properties()) {
            texts.put(entry.getKey(), object.text(entry.getKey()));
        }
        return texts;
    }

    /** Numbers by key; one that is {@code null} is not a number. */
    Map<String, Double> reals(String key) {
        StoredObject object = object(key);
        Map<String, Double> reals = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : object.node.properties()) {
            String name = entry.getKey();
            reals.put(name, object.has(name) ? object.real(name) : Double.NaN);
        }
        return reals;
    }

    Map<String, Object> values(String key) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : object(key).node.properties()) {
            values.put(entry.getKey(), StoreJson.plain(entry.getValue()));
        }
        return values;
    }

    StoreException fault(String key, String expected) {
        JsonNode value = node.path(key);
        String found = value.isMissingNode() ? "missing" : Printable.escape(value.toString());
        return new StoreException(
                "%s: %s is %s; expected %s."
                        .formatted(
                                StoreJson.shown(file),
                                Printable.escape(at(key)),
                                found.length() > 80 ? found.substring(0, 80) + "…" : found,
                                expected));
    }

    double[] realList(String key) {
        JsonNode list = node.path(key);
        double[] reals = new double[list.size()];
        for (int i = 0; i < reals.length; i++) {
            if (!list.get(i).isNumber()) {
                throw fault(key, "a list of numbers");
            }
            reals[i] = list.get(i).asDouble();
        }
        return reals;
    }

    private Instant time(String key, String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw fault(key, "a time as 2026-01-31T12:00:00Z");
        }
    }

    private String at(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
