package instructblip.results.compare;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import instructblip.results.store.StoredRun;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonFileTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir private Path folder;

    private List<StoredRun> runs;

    @BeforeEach
    void writeRuns() {
        runs =
                List.of(
                        new RunBuilder()
                                .model("xl")
                                .benchmark("gqa", "testdev_balanced", "yyyynfyyyy")
                                .benchmark("vizwiz", "val", "yy")
                                .write(folder.resolve("a")),
                        new RunBuilder()
                                .model("xxl")
                                .benchmark("gqa", "testdev_balanced", "ynnnyyyyyy")
                                .unfinished("textvqa")
                                .write(folder.resolve("b")));
    }

    private Comparison compare() {
        return Comparison.of(runs, PublishedRows.load().rows(), 2, name -> Optional.empty());
    }

    @Test
    void holdsEveryFigureUnrounded() {
        ObjectNode json = ComparisonFile.json(compare());
        assertEquals("xl", json.at("/runs/0/label").asText());
        assertEquals("a", json.at("/runs/0/folder").asText());
        assertEquals("abc1234", json.at("/runs/0/tool/git/revision").asText());
        assertEquals("incomplete", json.at("/runs/1/status").asText());
        JsonNode gqa = json.at("/benchmarks/0");
        assertEquals("gqa", gqa.at("/benchmark").asText());
        assertEquals(800.0 / 9, gqa.at("/results/0/value").asDouble());
        assertEquals(1, gqa.at("/results/0/failed").asInt());
        assertTrue(gqa.at("/results/0/paired").isNull());
        JsonNode paired = gqa.at("/results/1/paired");
        assertEquals(-200.0 / 9, paired.at("/difference").asDouble(), 1e-12);
        assertEquals("exact McNemar", paired.at("/test").asText());
        assertEquals(0.625, paired.at("/p").asDouble(), 1e-12);
        assertEquals(9, paired.at("/n").asInt());
        assertEquals(1, paired.at("/left_out/failed_in_baseline").asInt());
        assertEquals(4, paired.at("/flips/total").asInt());
        assertEquals(2, paired.at("/flips/left_out").asInt());
        assertEquals("q1", paired.at("/flips/shown/0/id").asText());
        assertEquals("no", paired.at("/flips/shown/0/candidate").asText());
        JsonNode vizwiz = json.at("/benchmarks/1");
        assertEquals("not in this run", vizwiz.at("/results/1/absence").asText());
        assertEquals("not in this run", vizwiz.at("/results/1/paired/reason").asText());
        assertFalse(vizwiz.at("/results/1").has("value"));
        JsonNode textvqa = json.at("/benchmarks/2");
        assertEquals("not finished in this run", textvqa.at("/results/1/absence").asText());
        JsonNode published = gqa.at("/published");
        assertEquals(12, published.size());
        for (JsonNode value : published) {
            assertEquals(
                    800.0 / 9 - value.at("/value").asDouble(),
                    value.at("/runs/0/difference").asDouble(),
                    1e-12);
        }
        assertEquals("model.name", json.at("/manifest_differences/0/fields/0/field").asText());
    }

    @Test
    void fitsItsSchema() {
        assertEquals(List.of(), faults(ComparisonFile.json(compare()).toString()));
        for (String text : HostileComparison.TEXTS) {
            ObjectNode json = ComparisonFile.json(HostileComparison.of(text));
            assertEquals(List.of(), faults(json.toString()), text);
        }
    }

    @Test
    void theSchemaRefusesWhatIsWrong() {
        String json = ComparisonFile.json(compare()).toString();
        assertRefuses(json, "\"format\":1", "\"format\":2");
        assertRefuses(json, "\"worse\":3", "\"worse\":-3");
        assertRefuses(json, "\"status\":\"incomplete\"", "\"status\":\"done\"");
        assertRefuses(json, "\"firm\":true", "\"firm\":true,\"more\":1");
        assertRefuses(json, "\"comparable\":true", "\"comparable\":1");
        assertRefuses(json, "\"absence\":\"not in this run\"", "\"absence\":null");
        assertRefuses(json, "\"candidate_score\":0.0", "\"candidate_scores\":0.0");
    }

    @Test
    void keepsTextsWhole() throws IOException {
        String text = "=" + "é".repeat(1 << 20) + "<script>\u001b[0m";
        ComparisonFile.write(folder, HostileComparison.of(text));
        JsonNode json = JSON.readTree(folder.resolve("comparison.json").toFile());
        JsonNode flip = json.at("/benchmarks/0/results/1/paired/flips/shown/0");
        assertEquals(text, flip.at("/candidate").asText());
        assertEquals(text, json.at("/runs/0/label").asText());
    }

    @Test
    void equalRunsGiveEqualBytes() throws IOException {
        ComparisonFile.write(folder, compare());
        byte[] first = Files.readAllBytes(folder.resolve("comparison.json"));
        ComparisonFile.write(folder, compare());
        assertArrayEquals(first, Files.readAllBytes(folder.resolve("comparison.json")));
        assertFalse(new String(first, StandardCharsets.UTF_8).contains(folder.toString()));
    }

    private static void assertRefuses(String json, String right, String wrong) {
        String changed = json.replace(right, wrong);
        assertFalse(changed.equals(json), right);
        assertFalse(faults(changed).isEmpty(), wrong);
    }

    private static List<String> faults(String json) {
        return schema().validate(json, InputFormat.JSON).stream().map(Object::toString).toList();
    }

    private static Schema schema() {
        String resource = "/instructblip/results/schema/comparison.schema.json";
        try (InputStream in = ComparisonFile.class.getResourceAsStream(resource)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(text, InputFormat.JSON);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
