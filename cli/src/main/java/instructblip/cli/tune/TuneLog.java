package instructblip.cli.tune;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import instructblip.cli.console.Json;
import instructblip.results.store.UnfinishedWriteException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code train.jsonl}: a line per logged step and per validation. */
final class TuneLog {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Path file;

    TuneLog(Path file) {
        this.file = file;
    }

    /** A line of a stage's step. */
    void line(String stage, int step, Map<String, ?> values) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("stage", stage);
        line.put("step", step);
        line.putAll(values);
        write(List.of(Json.line(line)), StandardOpenOption.APPEND);
    }

    /**
     * Keeps what was written before a run is taken up: the lines of earlier stages and those of its
     * own up to a step. A line that was cut short by the end of the process goes.
     */
    void keep(List<String> earlierStages, String stage, int step) {
        List<String> kept = new ArrayList<>();
        for (Map.Entry<String, JsonNode> line : lines().entrySet()) {
            String of = line.getValue().path("stage").asText();
            boolean before =
                    earlierStages.contains(of)
                            || (of.equals(stage) && line.getValue().path("step").asInt() <= step);
            if (before) {
                kept.add(line.getKey());
            }
        }
        write(kept, StandardOpenOption.TRUNCATE_EXISTING);
    }

    /** Lines that are whole, with what they hold. */
    Map<String, JsonNode> lines() {
        Map<String, JsonNode> lines = new LinkedHashMap<>();
        if (!Files.exists(file)) {
            return lines;
        }
        try {
            for (String line : Files.readString(file, StandardCharsets.UTF_8).split("\n")) {
                try {
                    JsonNode values = MAPPER.readTree(line);
                    if (values.isObject()) {
                        lines.put(line, values);
                    }
                } catch (JsonProcessingException cutShort) {
                    // The process ended while it was written.
                }
            }
        } catch (IOException e) {
            throw new UnfinishedWriteException(file + " cannot be read: " + e.getMessage(), e);
        }
        return lines;
    }

    private void write(List<String> lines, StandardOpenOption how) {
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(line).append('\n'));
        try {
            Files.writeString(
                    file, text, StandardCharsets.UTF_8, StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE, how);
        } catch (IOException e) {
            throw TuneFolder.unwritten(file, e);
        }
    }
}
