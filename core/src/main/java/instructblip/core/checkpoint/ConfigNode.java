package instructblip.core.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An object of a JSON configuration file whose values are read with their type, and whose errors
 * name file, key, what was found and what was expected. Keys that nobody asks for are ignored.
 */
public final class ConfigNode {

    private static final long MAX_BYTES = 100_000_000;
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final Path file;
    private final String path;
    private final JsonNode node;

    private ConfigNode(Path file, String path, JsonNode node) {
        this.file = file;
        this.path = path;
        this.node = node;
    }

    /**
     * Reads a file that holds one JSON object.
     *
     * @throws CheckpointException when it is missing, too large or not a JSON object
     */
    public static ConfigNode read(Path file) {
        try {
            if (!Files.isRegularFile(file)) {
                throw new CheckpointException(file + " is missing.");
            }
            if (Files.size(file) > MAX_BYTES) {
                throw new CheckpointException(
                        "%s has %d bytes; expected a configuration of at most %d."
                                .formatted(file, Files.size(file), MAX_BYTES));
            }
            JsonNode node = JSON.readTree(Files.readAllBytes(file));
            if (node == null || !node.isObject()) {
                throw new CheckpointException(file + " is not a JSON object.");
            }
            return new ConfigNode(file, "", node);
        } catch (JsonProcessingException e) {
            throw new CheckpointException(
                    "%s is not valid JSON: line %d: %s"
                            .formatted(
                                    file,
                                    e.getLocation() == null ? 0 : e.getLocation().getLineNr(),
                                    e.getOriginalMessage()),
                    e);
        } catch (IOException e) {
            throw new CheckpointException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** The file that this was read from. */
    public Path file() {
        return file;
    }

    /** The JSON itself, for those who know what to do with it. */
    public JsonNode json() {
        return node;
    }

    public List<String> keys() {
        List<String> keys = new ArrayList<>();
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            keys.add(field.getKey());
        }
        return keys;
    }

    /** Whether the key is there with a value other than {@code null}. */
    public boolean has(String key) {
        return node.hasNonNull(key);
    }

    /** The object under a key; an empty one where the key is absent. */
    public ConfigNode objectOrEmpty(String key) {
        return has(key) ? object(key) : new ConfigNode(file, at(key), new ObjectNode(null));
    }

    /** The object under a key that must be there. */
    public ConfigNode object(String key) {
        JsonNode value = node.path(key);
        if (!value.isObject()) {
            throw fault(key, "an object");
        }
        return new ConfigNode(file, at(key), value);
    }

    public String text(String key) {
        JsonNode value = node.path(key);
        if (!value.isTextual()) {
            throw fault(key, "a text");
        }
        return value.asText();
    }

    public String text(String key, String absent) {
        return has(key) ? text(key) : absent;
    }

    /** A size or count: a whole number from 1 to 2^31 - 1. */
    public int count(String key, int absent) {
        int value = number(key, absent);
        if (value < 1) {
            throw fault(key, "a whole number above 0");
        }
        return value;
    }

    /** A whole number, 0 or more: an id. */
    public int number(String key, int absent) {
        if (!has(key)) {
            return absent;
        }
        JsonNode value = node.path(key);
        if (!value.isIntegralNumber() || !value.canConvertToInt() || value.asInt() < 0) {
            throw fault(key, "a whole number");
        }
        return value.asInt();
    }

    public double real(String key, double absent) {
        if (!has(key)) {
            return absent;
        }
        JsonNode value = node.path(key);
        if (!value.isNumber() || !Double.isFinite(value.asDouble())) {
            throw fault(key, "a number");
        }
        return value.asDouble();
    }

    public boolean flag(String key, boolean absent) {
        if (!has(key)) {
            return absent;
        }
        JsonNode value = node.path(key);
        if (!value.isBoolean()) {
            throw fault(key, "true or false");
        }
        return value.asBoolean();
    }

    /** An error that names this file, the key and what it holds. */
    public CheckpointException fault(String key, String expected) {
        JsonNode value = node.path(key);
        String found = value.isMissingNode() ? "missing" : value.toString();
        return new CheckpointException(
                "%s: %s is %s; expected %s."
                        .formatted(
                                file,
                                at(key),
                                found.length() > 80 ? found.substring(0, 80) + "…" : found,
                                expected));
    }

    private String at(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
