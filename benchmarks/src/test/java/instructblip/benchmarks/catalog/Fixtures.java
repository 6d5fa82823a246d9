package instructblip.benchmarks.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The recorded data sets, see {@code benchmarks/README.md} in the test resources. */
final class Fixtures {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Fixtures() {}

    static Path folder(String name) {
        try {
            return Path.of(Fixtures.class.getResource("/benchmarks/" + name).toURI());
        } catch (URISyntaxException malformed) {
            throw new AssertionError(malformed);
        }
    }

    static List<JsonNode> lines(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            List<JsonNode> nodes = new ArrayList<>();
            for (String line : lines.toList()) {
                nodes.add(JSON.readTree(line));
            }
            return nodes;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static JsonNode document(Path file) {
        try {
            return JSON.readTree(file.toFile());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(element -> texts.add(element.textValue()));
        return texts;
    }
}
