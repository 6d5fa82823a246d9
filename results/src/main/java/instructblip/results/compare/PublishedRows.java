package instructblip.results.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The values of the InstructBLIP paper's Tables 1 to 3 that could be traced to a transcription,
 * each with its sources. A value that no source has is not here.
 *
 * @param citation of the paper
 * @param sources what each key stands for
 * @param rows in the order of the tables
 */
public record PublishedRows(String citation, Map<String, String> sources, List<PublishedRow> rows) {

    private static final String RESOURCE = "published.json";
    private static final String FIRM = "firm";

    public PublishedRows {
        sources = Collections.unmodifiableMap(new LinkedHashMap<>(sources));
        rows = List.copyOf(rows);
    }

    /** The rows that come with this tool. */
    public static PublishedRows load() {
        try (InputStream in = PublishedRows.class.getResourceAsStream(RESOURCE)) {
            return of(new ObjectMapper().readTree(in));
        } catch (IOException e) {
            throw new IllegalStateException(RESOURCE + " is broken in this build", e);
        }
    }

    /** The row of that name. */
    public Optional<PublishedRow> row(String name) {
        return rows.stream().filter(row -> row.name().equals(name)).findFirst();
    }

    private static PublishedRows of(JsonNode json) {
        Map<String, String> sources = new LinkedHashMap<>();
        json.path("sources")
                .properties()
                .forEach(source -> sources.put(source.getKey(), source.getValue().asText()));
        List<PublishedRow> rows = new ArrayList<>();
        json.path("rows").forEach(row -> rows.add(row(row)));
        return new PublishedRows(json.path("citation").asText(), sources, rows);
    }

    private static PublishedRow row(JsonNode json) {
        List<PublishedCell> cells = new ArrayList<>();
        json.path("cells").forEach(cell -> cells.add(cell(cell)));
        return new PublishedRow(
                json.path("name").asText(),
                json.path("model").asText(),
                text(json, "llm").filter(llm -> !llm.isEmpty()),
                json.path("table").asText(),
                json.path("setting").asText(),
                text(json, "note"),
                cells);
    }

    private static PublishedCell cell(JsonNode json) {
        return new PublishedCell(
                json.path("benchmark").asText(),
                json.path("split").asText(),
                text(json, "comparable_split"),
                json.path("metric").asText(),
                json.path("value").asDouble(),
                text(json, "method"),
                json.path("sources").asText(),
                json.path("certainty").asText().equals(FIRM));
    }

    private static Optional<String> text(JsonNode json, String key) {
        return json.has(key) ? Optional.of(json.path(key).asText()) : Optional.empty();
    }
}
