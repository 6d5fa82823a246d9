package instructblip.results.metric;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import instructblip.results.record.SampleRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The cases in the test resources' folder {@code official}, which see. */
public final class OfficialCases {

    private static final JsonMapper JSON = new JsonMapper();

    private OfficialCases() {}

    /** A file of {@code official/metrics}. */
    public static JsonNode metric(String file) {
        return json("metrics/" + file);
    }

    /** The elements of a JSON array. */
    public static Stream<JsonNode> each(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    public static List<String> texts(JsonNode array) {
        return each(array).map(JsonNode::asText).toList();
    }

    static List<Double> numbers(JsonNode array) {
        return each(array).map(JsonNode::asDouble).toList();
    }

    static JsonNode expected(String benchmark) {
        return json("benchmarks/" + benchmark + "/expected.json");
    }

    /** The records of a run that gave a benchmark's predictions. */
    static List<SampleRecord> records(String benchmark) {
        String folder = "benchmarks/" + benchmark + "/";
        List<JsonNode> samples = lines(folder + "samples.jsonl");
        List<JsonNode> predictions = lines(folder + "predictions.jsonl");
        JsonNode facts = exists(folder + "facts.json") ? json(folder + "facts.json") : null;
        List<SampleRecord> records = new ArrayList<>();
        for (int i = 0; i < samples.size(); i++) {
            JsonNode sample = samples.get(i);
            String id = sample.get("id").asText();
            records.add(
                    new SampleRecord(
                            benchmark,
                            id,
                            List.of(),
                            sample.get("prompt").asText(),
                            texts(sample.get("references")),
                            texts(sample.path("candidates")),
                            Optional.of(predictions.get(i).get("prediction").asText()),
                            scores(predictions.get(i).path("scores")),
                            Optional.empty(),
                            facts == null ? Map.of() : facts(facts.get(id))));
        }
        return records;
    }

    static Map<String, Object> facts(JsonNode object) {
        return JSON.convertValue(object, new TypeReference<Map<String, Object>>() {});
    }

    /** Name to number, in the file's order. */
    static Map<String, Double> scores(JsonNode object) {
        Map<String, Double> scores = new LinkedHashMap<>();
        object.properties()
                .forEach(entry -> scores.put(entry.getKey(), entry.getValue().asDouble()));
        return scores;
    }

    private static JsonNode json(String path) {
        try (InputStream bytes = open(path)) {
            return JSON.readTree(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<JsonNode> lines(String path) {
        try (InputStream bytes = open(path)) {
            List<JsonNode> lines = new ArrayList<>();
            for (String line :
                    new String(bytes.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                lines.add(JSON.readTree(line));
            }
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean exists(String path) {
        return OfficialCases.class.getResource("/official/" + path) != null;
    }

    private static InputStream open(String path) {
        return OfficialCases.class.getResourceAsStream("/official/" + path);
    }
}
