package instructblip.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** JSON of files and of standard output. */
final class Jsonl {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Jsonl() {}

    static List<JsonNode> lines(Path file) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            lines.add(JSON.readTree(line));
        }
        return lines;
    }

    static JsonNode document(String text) throws IOException {
        return JSON.readTree(text);
    }
}
