package instructblip.core.checkpoint;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The JSON header of a safetensors file, read as a stream: a header of the largest size costs no
 * more than the entries that it holds.
 */
final class SafetensorsHeader {

    private static final int MAX_DIMENSIONS = 16;

    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(16).build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    // Names occur once each: a table of them only costs time.
                    .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .build();

    private final Path file;
    private final long dataStart;
    private final long dataBytes;

    SafetensorsHeader(Path file, long dataStart, long fileBytes) {
        this.file = file;
        this.dataStart = dataStart;
        this.dataBytes = fileBytes - dataStart;
    }

    /** All entries in the header's order, each checked by itself. */
    List<TensorEntry> entries(byte[] header) throws IOException {
        List<TensorEntry> entries = new ArrayList<>();
        try (JsonParser json = JSON.createParser(header)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw fault("has a header that is no JSON object", "a map from name to tensor");
            }
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String name = json.currentName();
                json.nextToken();
                if (name.equals("__metadata__")) {
                    json.skipChildren();
                } else {
                    entries.add(entry(name, json));
                }
            }
            if (json.nextToken() != null) {
                throw fault("has a header with more behind its JSON object", "blanks only");
            }
            return entries;
        } catch (JsonProcessingException e) {
            throw fault(
                    "has a header that is not valid JSON ("
                            + Excerpt.of(e.getOriginalMessage())
                            + ")",
                    "a map from name to tensor");
        }
    }

    private TensorEntry entry(String name, JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw fault(tensor(name) + " is no JSON object", "dtype, shape and data_offsets");
        }
        String dtype = "";
        List<Long> shape = null;
        List<Long> offsets = null;
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String key = json.currentName();
            json.nextToken();
            switch (key) {
                case "dtype" -> dtype = String.valueOf(json.getText());
                case "shape" -> shape = numbers(name, key, MAX_DIMENSIONS, json);
                case "data_offsets" -> offsets = numbers(name, key, 2, json);
                default -> json.skipChildren();
            }
        }
        if (shape == null || offsets == null || offsets.size() != 2) {
            throw fault(
                    tensor(name) + " has no shape or no two data_offsets",
                    "dtype, shape and data_offsets");
        }
        return checked(name, dtype, shape, offsets);
    }

    private TensorEntry checked(String name, String dtype, List<Long> shape, List<Long> offsets) {
        StoredType type =
                StoredType.named(dtype)
                        .orElseThrow(
                                () ->
                                        fault(
                                                "%s has dtype \"%s\""
                                                        .formatted(tensor(name), Excerpt.of(dtype)),
                                                "a dtype of the safetensors format"));
        long begin = offsets.get(0);
        long end = offsets.get(1);
        if (begin > end || end > dataBytes) {
            throw fault(
                    tensor(name) + " has data_offsets " + offsets,
                    "begin and end within the %d bytes of data behind the header"
                            .formatted(dataBytes));
        }
        long expected = bytesOf(name, shape, type);
        if (end - begin != expected) {
            throw fault(
                    "%s of shape %s in %s holds %d bytes"
                            .formatted(tensor(name), shape, type, end - begin),
                    String.valueOf(expected));
        }
        return new TensorEntry(name, type, shape, file, dataStart + begin, expected);
    }

    private long bytesOf(String name, List<Long> shape, StoredType type) {
        long bytes = type.bytes();
        try {
            for (long size : shape) {
                bytes = Math.multiplyExact(bytes, size);
            }
        } catch (ArithmeticException e) {
            throw fault(tensor(name) + " has shape " + shape, "fewer than 2^63 bytes");
        }
        return bytes;
    }

    private List<Long> numbers(String name, String key, int most, JsonParser json)
            throws IOException {
        List<Long> values = new ArrayList<>();
        boolean isGood = json.currentToken() == JsonToken.START_ARRAY;
        while (isGood && json.nextToken() != JsonToken.END_ARRAY) {
            isGood =
                    json.currentToken() == JsonToken.VALUE_NUMBER_INT
                            && json.getNumberType() != JsonParser.NumberType.BIG_INTEGER
                            && json.getLongValue() >= 0
                            && values.size() < most;
            if (isGood) {
                values.add(json.getLongValue());
            }
        }
        if (!isGood) {
            throw fault(
                    "%s has %s in its %s"
                            .formatted(
                                    tensor(name), Excerpt.of(String.valueOf(json.getText())), key),
                    "at most %d whole numbers, none negative".formatted(most));
        }
        return values;
    }

    private static String tensor(String name) {
        return "tensor " + Excerpt.of(name);
    }

    private CheckpointException fault(String found, String expected) {
        return new CheckpointException(file + ": " + found + "; expected " + expected + ".");
    }
}
