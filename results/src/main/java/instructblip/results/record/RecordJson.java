package instructblip.results.record;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A record as one line of {@code predictions.jsonl}, and back.
 *
 * <p>Equal records give equal bytes on every machine: keys stand in a fixed order, scores in the
 * order of the candidates, facts by name, and numbers are written as the shortest decimal that
 * reads back as the same double ({@code 0.1}, {@code 1.0E-5}) by Jackson's own writer, not by the
 * Java runtime's, which changed with version 19.
 */
public final class RecordJson {

    private static final JsonFactory JSON =
            JsonFactory.builder().enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER).build();

    private RecordJson() {}

    /**
     * The record as JSON text without a line break in it.
     *
     * @throws IllegalArgumentException when the record cannot be stored: failed without an error,
     *     answered with one, a score that is not finite, a fact that is no JSON value
     */
    public static String write(SampleRecord record) {
        if (record.failed() != record.error().isPresent()) {
            throw new IllegalArgumentException(
                    "record " + record.id() + " must have either a prediction or an error");
        }
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            writeFields(json, record);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return JsonText.escapeLoneSurrogates(text.toString());
    }

    /**
     * Reads a line of a run's own {@code predictions.jsonl}, which has all keys.
     *
     * @param line UTF-8 without the line break
     * @throws RecordException when it is no such record
     */
    public static SampleRecord readStored(byte[] line, Place place) {
        return new RecordParser(line, place).stored();
    }

    /**
     * Reads a line that may hold an id and an answer only, as other tools write it. What is absent
     * is empty in the record; a number as id becomes its literal text.
     *
     * @param line UTF-8 without the line break
     * @throws RecordException when it has no id, or neither a prediction nor an error
     */
    public static SampleRecord readAnswer(byte[] line, Place place) {
        return new RecordParser(line, place).answer();
    }

    private static void writeFields(JsonGenerator json, SampleRecord record) throws IOException {
        json.writeStartObject();
        json.writeStringField("benchmark", record.benchmark());
        json.writeStringField("id", record.id());
        writeTexts(json, "images", record.images());
        if (!record.imagesSha256().isEmpty()) {
            writeTexts(json, "images_sha256", record.imagesSha256());
        }
        json.writeStringField("prompt", record.prompt());
        writeTexts(json, "references", record.references());
        if (!record.candidates().isEmpty()) {
            writeTexts(json, "candidates", record.candidates());
        }
        json.writeStringField("status", record.failed() ? "failed" : "ok");
        if (record.prediction().isPresent()) {
            json.writeStringField("prediction", record.prediction().get());
        }
        if (!record.scores().isEmpty()) {
            writeScores(json, record);
        }
        if (record.error().isPresent()) {
            json.writeStringField("error", record.error().get());
        }
        if (!record.facts().isEmpty()) {
            json.writeFieldName("facts");
            writeValue(json, record.facts());
        }
        json.writeEndObject();
    }

    private static void writeTexts(JsonGenerator json, String key, List<String> texts)
            throws IOException {
        json.writeArrayFieldStart(key);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }

    private static void writeScores(JsonGenerator json, SampleRecord record) throws IOException {
        json.writeObjectFieldStart("scores");
        for (String candidate : Scores.inOrder(record)) {
            json.writeFieldName(candidate);
            writeDouble(json, record.scores().get(candidate));
        }
        json.writeEndObject();
    }

    private static void writeValue(JsonGenerator json, Object value) throws IOException {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof String text) {
            json.writeString(text);
        } else if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else if (value instanceof Integer || value instanceof Long) {
            json.writeNumber(((Number) value).longValue());
        } else if (value instanceof BigInteger number) {
            json.writeNumber(number);
        } else if (value instanceof Double || value instanceof Float) {
            writeDouble(json, ((Number) value).doubleValue());
        } else if (value instanceof Collection<?> values) {
            json.writeStartArray();
            for (Object each : values) {
                writeValue(json, each);
            }
            json.writeEndArray();
        } else if (value instanceof Map<?, ?> map) {
            writeMap(json, map);
        } else {
            throw new IllegalArgumentException("no JSON value: " + value.getClass().getName());
        }
    }

    private static void writeMap(JsonGenerator json, Map<?, ?> map) throws IOException {
        json.writeStartObject();
        for (Map.Entry<?, ?> entry : new TreeMap<>(map).entrySet()) {
            json.writeFieldName((String) entry.getKey());
            writeValue(json, entry.getValue());
        }
        json.writeEndObject();
    }

    private static void writeDouble(JsonGenerator json, double number) throws IOException {
        if (!Double.isFinite(number)) {
            throw new IllegalArgumentException("JSON has no number " + number);
        }
        json.writeNumber(number);
    }
}
