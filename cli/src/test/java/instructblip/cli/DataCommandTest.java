package instructblip.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataCommandTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static Cli.Result data(String verb, String name, Path folder, Object... more) {
        Object[] arguments =
                Stream.concat(Stream.of("data", verb, name, "--data", folder), Stream.of(more))
                        .toArray();
        return Cli.run(arguments);
    }

    @ParameterizedTest
    @ValueSource(strings = {"vizwiz", "visdial", "hateful-memes", "ivqa", "nocaps"})
    void showsTheRecordedSamples(String name) throws IOException {
        Cli.Result result = data("sample", name, Cli.benchmark(name).resolve("data"), "--json");

        assertEquals(0, result.code(), result.err());
        JsonNode found = JSON.readTree(result.out());
        List<JsonNode> expected = Jsonl.lines(Cli.benchmark(name).resolve("samples.jsonl"));
        assertEquals(expected.size(), found.size());
        for (int at = 0; at < expected.size(); at++) {
            for (String field :
                    List.of("id", "image", "video", "prompt", "candidates", "references")) {
                assertEquals(expected.get(at).get(field), found.get(at).get(field), field);
            }
        }
    }

    @Test
    void showsSamplesToPeople() {
        Path folder = Cli.benchmark("vizwiz").resolve("data");

        Cli.Result result = data("sample", "vizwiz", folder, "--limit=1", "--preset=lavis");

        assertEquals(
                List.of(
                        "id          \"VizWiz_val_00000000.jpg\"",
                        "image       \"val/VizWiz_val_00000000.jpg\"",
                        "prompt      \"Question: What is this can? Short Answer:\""),
                result.lines().subList(0, 3));
    }

    @Test
    void aWholeSetIsWhole() throws IOException {
        Path folder = Cli.fixture("vizwiz");

        Cli.Result result = data("check", "vizwiz", folder, "--json");

        assertEquals(0, result.code(), result.out());
        JsonNode json = JSON.readTree(result.out());
        assertEquals("whole", json.get("result").textValue());
        assertEquals(15, json.get("samples").intValue());
    }

    @Test
    void missingMediaAreNamed(@TempDir Path folder) throws IOException {
        Path annotations = Files.createDirectory(folder.resolve("Annotations"));
        Files.copy(
                Cli.fixture("vizwiz").resolve("Annotations/val.json"),
                annotations.resolve("val.json"));

        Cli.Result result = data("check", "vizwiz", folder);

        assertEquals(3, result.code(), result.out());
        assertEquals(16, result.lines().size());
        assertEquals(
                "val/VizWiz_val_00000000.jpg is missing or empty; 1 sample needs it, the first is VizWiz_val_00000000.jpg",
                result.lines().get(0));
        assertTrue(result.out().endsWith(": 15 samples, 15 of 15 media missing\n"), result.out());
    }

    @Test
    void aBrokenRecordIsNamed() {
        Path folder = Cli.benchmark("gqa").resolve("bad/wrong-type");

        Cli.Result result = data("check", "gqa", folder);

        assertEquals(2, result.code());
        assertTrue(result.out().contains("21043323"), result.out());
        assertTrue(result.out().endsWith(": broken\n"), result.out());
    }

    @Test
    void saysWhatIsBehindData() {
        Cli.Result result = Cli.run("data");

        assertEquals(2, result.code());
        assertTrue(
                result.err().startsWith("expected check or sample or draw behind data"),
                result.err());
    }
}
