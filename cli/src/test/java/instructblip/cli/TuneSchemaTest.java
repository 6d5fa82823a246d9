package instructblip.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import instructblip.results.store.RunLock;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code tune} writes is what the published schemas say. */
class TuneSchemaTest {

    @TempDir private Path folder;

    @Test
    void aRunsFilesFitTheirSchemas() throws IOException {
        Tuning tuning = new Tuning(folder);
        Path run = folder.resolve("run");
        Path image = tuning.drawn(1, 2 * Tuning.BATCH + 1);
        byte[] picture = Files.readAllBytes(image);
        Path config =
                tuning.config(
                        "steps: 4",
                        "validation: {every: 2, sets: [{benchmark: easy-vqa, limit: 2}]}");
        Files.write(image, new byte[3]);
        assertEquals(3, Tuning.run(config, run).code());
        String unfinished = Files.readString(run.resolve("tune.json"));
        assertEquals(List.of(), faults("tune", unfinished));
        Files.write(image, picture);

        // Where nothing can be asked there is no value.
        Path asked = tuning.data().resolve("test/images");
        Path away = Files.move(asked, folder.resolve("away"));
        Cli.Result result = Tuning.run(config, run, "--resume");
        assertEquals(0, result.code(), result.err());
        assertTrue(result.err().contains("easy-vqa: 2 of 2 samples failed"), result.err());
        Files.move(away, asked);

        String manifest = Files.readString(run.resolve("tune.json"));
        assertEquals(List.of(), faults("tune", manifest));
        List<String> lines = Files.readAllLines(run.resolve("train.jsonl"));
        assertEquals(4 + 2, lines.size());
        for (String line : lines) {
            assertEquals(List.of(), faults("train", line), line);
        }
        assertTrue(lines.get(5).contains("\"validation\":{\"easy-vqa\":null},\"mean\":null"));
        refuses("tune", manifest, "\"format\":1", "\"format\":2");
        refuses("tune", manifest, "\"status\":\"finished\"", "\"status\":\"running\"");
        refuses("tune", unfinished, "\"status\":\"unfinished\"", "\"status\":\"finished\"");
        refuses("tune", manifest, "\"best_step\":2", "\"best_step\":-2");
        refuses("tune", manifest, "\"seed\":\"1\"", "\"seed\":1");
        refuses("train", lines.get(0), "\"loss\"", "\"lost\"");
        refuses("train", lines.get(5), "\"mean\":null", "\"mean\":\"NaN\"");
    }

    private static void refuses(String schema, String json, String right, String wrong) {
        assertEquals(List.of(), faults(schema, json));
        String changed = json.replace(right, wrong);
        assertFalse(changed.equals(json), right + " in " + json);
        assertFalse(faults(schema, changed).isEmpty(), wrong);
    }

    private static List<String> faults(String schema, String json) {
        return schema(schema).validate(json, InputFormat.JSON).stream()
                .map(Object::toString)
                .toList();
    }

    private static Schema schema(String name) {
        String resource = "/instructblip/results/schema/" + name + ".schema.json";
        try (InputStream in = RunLock.class.getResourceAsStream(resource)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(text, InputFormat.JSON);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
