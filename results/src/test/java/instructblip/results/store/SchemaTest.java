package instructblip.results.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import instructblip.results.record.RecordJson;
import instructblip.results.record.SampleRecord;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written is what the published schemas say. */
class SchemaTest {

    @TempDir Path folder;

    @Test
    void aRunsFilesFitTheirSchemas() throws IOException {
        try (RunFolder run = ExampleRun.open(folder, false)) {
            assertFits("run", folder.resolve("run.json"));
            run.predictions(ExampleRun.PLAN);
            assertFits("run", folder.resolve("run.json"));
        }
        assertFits("run", folder.resolve("run.json"));
        ExampleRun.runToTheEnd(folder, true, "4"::equals);
        assertFits("run", folder.resolve("run.json"));
        assertFits("summary", folder.resolve("summary.json"));
        assertFits("metrics", ExampleRun.metrics(folder));
        assertEquals(1, StoredRun.read(folder).manifest().seals().size());
        List<String> lines = Files.readAllLines(ExampleRun.predictions(folder));
        assertEquals(7, lines.size());
        for (String line : lines) {
            assertEquals(List.of(), faults("predictions", line));
        }
    }

    @Test
    void aRankedRecordFits() {
        SampleRecord ranked =
                new SampleRecord(
                        "vsr",
                        "0",
                        List.of("a.jpg"),
                        "p",
                        List.of(),
                        List.of("yes", "no"),
                        Optional.of("yes"),
                        Map.of("yes", 1.0, "no", 2.5),
                        Optional.empty(),
                        Map.of("label", 1));
        assertEquals(List.of(), faults("predictions", RecordJson.write(ranked)));
    }

    @Test
    void aResultWithoutValueFits() {
        BenchmarkResult result =
                new BenchmarkResult(
                        "vizwiz",
                        "test",
                        "accuracy",
                        OptionalDouble.empty(),
                        new SampleCounts(5, 0, 1, true),
                        Optional.empty(),
                        Map.of("other", Double.NaN),
                        Map.of());
        String json = new String(StoreJson.bytes(MetricsFile.json(result)), StandardCharsets.UTF_8);
        assertEquals(List.of(), faults("metrics", json));
    }

    @Test
    void theSchemasRefuseWhatIsWrong() throws IOException {
        ExampleRun.runToTheEnd(folder, false, id -> false);
        String manifest = Files.readString(folder.resolve("run.json"));
        assertRefuses("run", manifest, "\"format\": 1", "\"format\": 2");
        assertRefuses("run", manifest, "\"status\": \"finished\"", "\"status\": \"running\"");
        assertRefuses("run", manifest, "\"dtype\"", "\"type\"");
        assertRefuses("run", manifest, "\"checks\": \"", "\"checks\": \"0");
        assertRefuses("run", manifest, "12:00:00Z", "12:00:00+01:00");
        String summary = Files.readString(folder.resolve("summary.json"));
        assertRefuses("summary", summary, "\"n\": 7", "\"n\": -7");
        String metrics = Files.readString(ExampleRun.metrics(folder));
        assertRefuses("metrics", metrics, "\"limited\": false", "\"limited\": 0");
        String record = RecordJson.write(ExampleRun.answered("1"));
        assertRefuses("predictions", record, "\"status\":\"ok\"", "\"status\":\"failed\"");
        assertRefuses("predictions", record, "\"id\":\"1\"", "\"id\":1");
        assertRefuses("predictions", record, "sha256\":[\"", "sha256\":[\"0");
    }

    private static void assertFits(String schema, Path file) throws IOException {
        assertEquals(List.of(), faults(schema, Files.readString(file)));
    }

    private static void assertRefuses(String schema, String json, String right, String wrong) {
        assertEquals(List.of(), faults(schema, json));
        String changed = json.replace(right, wrong);
        assertFalse(changed.equals(json), right);
        assertFalse(faults(schema, changed).isEmpty(), wrong);
    }

    private static List<String> faults(String schema, String json) {
        return schema(schema).validate(json, InputFormat.JSON).stream()
                .map(Object::toString)
                .toList();
    }

    private static Schema schema(String name) {
        String resource = "/instructblip/results/schema/" + name + ".schema.json";
        try (InputStream in = RunFolder.class.getResourceAsStream(resource)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(text, InputFormat.JSON);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
