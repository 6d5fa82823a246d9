package instructblip.core.checkpoint;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
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

    /** The index of a model with a hundred thousand tensors stays below it. */
    static final int MAX_BYTES = 16 << 20;

    /** More than any model has; what is built per layer stays small whatever a file says. */
    private static final int MAX_LAYERS = 1000;

    private static final ObjectMapper JSON =
            new ObjectMapper(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(64)
                                                    .build())
                                    .build())
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

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
        InputFile.require(file, "a JSON file");
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new CheckpointException(
                        "%s has %d bytes; expected a configuration of at most %d."
                                .formatted(file, Files.size(file), MAX_BYTES));
            }
            JsonNode node = JSON.readTree(bytes);
            if (node == null || !node.isObject()) {
                throw new CheckpointException(file + " holds no JSON object; expected one.");
            }
            return new ConfigNode(file, "", node);
        } catch (JsonProcessingException e) {
            throw InputFile.notJson(file, e);
        } catch (IOException e) {
            throw InputFile.unreadable(file, e);
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

    /** A count of layers, which is bounded since there is something to build for each. */
    public int layers(String key, int absent) {
        int value = count(key, absent);
        if (value > MAX_LAYERS) {
            throw fault(key, "at most " + MAX_LAYERS);
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
            throw fault(key, "a whole number below 2^31");
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

    /** A share that is dropped out in training: from 0 to below 1. */
    public double dropout(String key, double absent) {
        double rate = real(key, absent);
        if (rate < 0 || rate >= 1) {
            throw fault(key, "a number from 0 to below 1");
        }
        return rate;
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
        String found = value.isMissingNode() ? "missing" : Excerpt.of(value.toString());
        return new CheckpointException(
                "%s: %s is %s; expected %s.".formatted(file, at(key), found, expected));
    }

    private String at(String key) {
        return Excerpt.of(path.isEmpty() ? key : path + "." + key);
    }
}
