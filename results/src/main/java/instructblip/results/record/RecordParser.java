package instructblip.results.record;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One line on its way to a record: reads token by token, so that an id keeps its literal text. */
final class RecordParser {

    private static final List<String> STORED_KEYS =
            List.of("benchmark", "id", "images", "prompt", "references", "status");
    private static final String EXPECTED_KEYS = String.join(", ", STORED_KEYS);
    private static final Set<String> OPTIONAL_KEYS =
            Set.of("images_sha256", "candidates", "scores", "error", "facts");

    /**
     * {@code NaN} is accepted here so that the message can name the candidate. Field names are not
     * kept for later lines: most are candidates, and there are thousands.
     */
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
                                    .maxNameLength(LineReader.MAX_LINE_BYTES)
                                    .build())
                    .build();

    private static final char REPLACEMENT = '\uFFFD';

    private final Place place;
    private final JsonParser json;
    private final TypedValues values;
    private final Set<String> found = new HashSet<>();

    private String benchmark = "";
    private String id = "";
    private List<String> images = List.of();
    private String prompt = "";
    private List<String> references = List.of();
    private List<String> candidates = List.of();
    private Optional<String> status = Optional.empty();
    private Optional<String> prediction = Optional.empty();
    private Map<String, Double> scores = Map.of();
    private Optional<String> error = Optional.empty();
    private Map<String, Object> facts = Map.of();
    private List<String> imagesSha256 = List.of();

    RecordParser(byte[] line, Place place) {
        this.place = place;
        try {
            this.json = JSON.createParser(decode(line));
            this.values = new TypedValues(json, place);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A record with all keys that a run writes. */
    SampleRecord stored() {
        readAll();
        STORED_KEYS.forEach(key -> require(key, EXPECTED_KEYS));
        if (!scores.isEmpty() && !candidates.isEmpty()) {
            checkScores();
        }
        return record();
    }

    /** A record of which only id and answer must be there. */
    SampleRecord answer() {
        readAll();
        require("id", "an id and a prediction");
        return record();
    }

    /**
     * Faulty bytes decode to a character that may be in the text as well: only then look closer.
     */
    private String decode(byte[] line) {
        String text = new String(line, StandardCharsets.UTF_8);
        if (text.indexOf(REPLACEMENT) < 0) {
            return text;
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line)).toString();
        } catch (CharacterCodingException e) {
            throw place.fault("is not UTF-8", "a record as JSON in UTF-8");
        }
    }

    private void readAll() {
        try {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw place.fault("is no JSON object", "a record");
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String key = json.currentName();
                json.nextToken();
                readField(key);
            }
            if (json.nextToken() != null) {
                throw place.fault("goes on after the record", "one record per line");
            }
        } catch (JsonProcessingException e) {
            throw place.fault(
                    "is not valid JSON (" + Printable.escape(e.getOriginalMessage()) + ")",
                    "a record");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void readField(String key) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NULL && OPTIONAL_KEYS.contains(key)) {
            return;
        }
        found.add(key);
        switch (key) {
            case "benchmark" -> benchmark = values.text(key);
            case "id" -> id = values.id();
            case "images" -> images = values.texts(key);
            case "images_sha256" -> imagesSha256 = values.texts(key);
            case "prompt" -> prompt = values.text(key);
            case "references" -> references = values.texts(key);
            case "candidates" -> candidates = values.texts(key);
            case "status" -> status = Optional.of(values.text(key));
            case "prediction" -> prediction = Optional.of(values.text(key));
            case "scores" -> scores = values.scores();
            case "error" -> error = Optional.of(values.text(key));
            case "facts" -> facts = values.facts();
            default -> json.skipChildren();
        }
    }

    private void require(String key, String expected) {
        if (!found.contains(key)) {
            throw place.fault("has no \"" + key + "\"", expected);
        }
    }

    private SampleRecord record() {
        checkStatus();
        return new SampleRecord(
                benchmark,
                id,
                images,
                prompt,
                references,
                candidates,
                prediction,
                scores,
                error,
                facts,
                imagesSha256);
    }

    private void checkStatus() {
        String stated = status.orElse(error.isPresent() ? "failed" : "ok");
        if (!stated.equals("ok") && !stated.equals("failed")) {
            throw place.fault("\"status\" is " + Printable.quote(stated), "\"ok\" or \"failed\"");
        }
        boolean failed = stated.equals("failed");
        if (failed == prediction.isPresent() || failed != error.isPresent()) {
            throw place.fault(
                    "id "
                            + Printable.quote(id)
                            + " has "
                            + (prediction.isPresent() ? "a" : "no")
                            + " prediction and "
                            + (error.isPresent() ? "an" : "no")
                            + " error",
                    "a prediction, or an error where the sample failed");
        }
    }

    private void checkScores() {
        Set<String> offered = new HashSet<>(candidates);
        for (String candidate : candidates) {
            if (!scores.containsKey(candidate)) {
                throw place.fault(
                        "\"scores\" has no candidate " + Printable.quote(candidate),
                        "one score per candidate");
            }
        }
        for (String scored : scores.keySet()) {
            if (!offered.contains(scored)) {
                throw place.fault(
                        "\"scores\" has " + Printable.quote(scored), "the candidates only");
            }
        }
    }
}
