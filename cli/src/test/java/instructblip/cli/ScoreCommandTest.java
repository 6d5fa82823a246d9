package instructblip.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScoreCommandTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir private Path folder;

    private static Cli.Result score(Path predictions, String benchmark, Object... more) {
        List<Object> arguments = new ArrayList<>(List.of("score", predictions));
        arguments.addAll(List.of("--benchmark", benchmark));
        arguments.addAll(List.of("--data", Cli.benchmark(benchmark).resolve("data")));
        arguments.addAll(List.of(more));
        return Cli.run(arguments.toArray());
    }

    private static JsonNode json(Cli.Result result) throws IOException {
        assertEquals(0, result.code(), result.err());
        return JSON.readTree(result.out());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nocaps",
                "flickr30k",
                "gqa",
                "vsr",
                "iconqa",
                "textvqa",
                "visdial",
                "hateful-memes",
                "vizwiz",
                "scienceqa",
                "msvd-qa",
                "msrvtt-qa",
                "ivqa"
            })
    void printsTheOfficialFigures(String name) throws IOException {
        Path predictions = Cli.benchmark(name).resolve("predictions.jsonl");

        JsonNode found = json(score(predictions, name, "--per-sample", "--json"));

        JsonNode expected = JSON.readTree(Cli.benchmark(name).resolve("expected.json").toFile());
        for (String field : List.of("benchmark", "split", "n", "metric")) {
            assertEquals(expected.get(field), found.get(field), field);
        }
        assertFigure("value", expected.get("value"), found.get("value"));
        for (String field : List.of("per_sample", "breakdown", "also")) {
            assertFigures(expected.get(field), found.get(field));
        }
    }

    private static void assertFigures(JsonNode expected, JsonNode found) {
        assertEquals(expected.size(), found.size());
        for (Map.Entry<String, JsonNode> figure : expected.properties()) {
            assertFigure(figure.getKey(), figure.getValue(), found.get(figure.getKey()));
        }
    }

    private static void assertFigure(String name, JsonNode expected, JsonNode found) {
        double value = expected.doubleValue();
        assertEquals(value, found.doubleValue(), 1e-9 * Math.max(1, Math.abs(value)), name);
    }

    static List<String> foreignFiles() throws IOException {
        List<String> files = new ArrayList<>();
        for (String name : List.of("vizwiz", "textvqa", "gqa")) {
            for (JsonNode file : foreign(name)) {
                files.add(name + "/" + file.get("file").textValue());
            }
        }
        return files;
    }

    private static JsonNode foreign(String name) throws IOException {
        return JSON.readTree(Cli.fixture("foreign/" + name + "/expected.json").toFile())
                .get("files");
    }

    @ParameterizedTest
    @MethodSource("foreignFiles")
    void readsWhatOtherToolsWrite(String nameAndFile) throws IOException {
        String name = nameAndFile.substring(0, nameAndFile.indexOf('/'));
        Path file = Cli.fixture("foreign/" + nameAndFile);

        JsonNode found = json(score(file, name, "--per-sample", "--json"));

        for (JsonNode expected : foreign(name)) {
            if (nameAndFile.endsWith("/" + expected.get("file").textValue())) {
                assertFigure("value", expected.get("value"), found.get("value"));
                assertFigures(expected.get("per_sample"), found.get("per_sample"));
            }
        }
    }

    @Test
    void missingSamplesAreLeftOutAndSaid() throws IOException {
        List<String> lines = Files.readAllLines(vizwiz());
        Path some = Files.write(folder.resolve("some.jsonl"), lines.subList(0, 13));

        Cli.Result result = score(some, "vizwiz", "--json");

        assertEquals(3, result.code());
        assertEquals(15, JSON.readTree(result.out()).get("n").intValue());
        assertEquals(13, JSON.readTree(result.out()).get("scored").intValue());
        assertTrue(
                result.err()
                        .endsWith(
                                "2 samples have no prediction: \"VizWiz_val_00000013.jpg\", \"VizWiz_val_00000014.jpg\".\n"),
                result.err());
    }

    @Test
    void doubleAndUnknownSamplesAreRefused() throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(vizwiz()));
        lines.add(lines.get(2));
        lines.add("{\"id\":\"other.jpg\",\"prediction\":\"x\"}");
        Path more = Files.write(folder.resolve("more.jsonl"), lines);

        Cli.Result result = score(more, "vizwiz", "--quiet");

        assertEquals(2, result.code());
        assertEquals("", result.out());
        assertEquals(
                more
                        + ": 1 prediction is of no known sample: \"other.jpg\"\n"
                        + "1 prediction repeats a sample: \"VizWiz_val_00000002.jpg\"\n",
                result.err());
    }

    @Test
    void aFailedSampleIsNoEmptyAnswer() throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(vizwiz()));
        lines.set(
                0,
                "{\"id\":\"VizWiz_val_00000000.jpg\",\"status\":\"failed\",\"error\":\"no image\"}");
        Path failed = Files.write(folder.resolve("failed.jsonl"), lines);

        Cli.Result result = score(failed, "vizwiz", "--json");

        assertEquals(3, result.code(), result.err());
        JsonNode json = JSON.readTree(result.out());
        assertEquals(1, json.get("failed").intValue());
        assertEquals(14, json.get("scored").intValue());
        assertEquals((1040 - 100) / 14.0, json.get("value").doubleValue(), 1e-9);
    }

    @Test
    void aVariantIsAnotherOfficialScorer() throws IOException {
        Path predictions = Cli.benchmark("gqa").resolve("predictions.jsonl");

        JsonNode official = json(score(predictions, "gqa", "--variant", "official", "--json"));
        Cli.Result unknown = score(predictions, "gqa", "--variant", "mine");

        assertEquals(100 * 2 / 14.0, official.get("value").doubleValue(), 1e-9);
        assertEquals(2, unknown.code());
        assertTrue(
                unknown.err().contains("no variant \"mine\"; it has lavis, official"),
                unknown.err());
    }

    @Test
    void aRunIsScoredAgainAsItWas() throws IOException {
        Path run = folder.resolve("run");
        Cli.run("run", "--limit=40", "--output", run, "--quiet");
        JsonNode metrics = JSON.readTree(run.resolve("easy-vqa/metrics.json").toFile());

        assertEquals(metrics, json(Cli.run("score", run, "--json")));
        Path lines = run.resolve("easy-vqa/predictions.jsonl");
        assertEquals(metrics, json(Cli.run("score", lines, "--json")));
        Path data = Path.of(System.getProperty("instructblip.bundle"));
        Cli.Result files = Cli.run("score", lines, "--data", data, "--json", "--quiet");
        assertEquals(metrics, json(files));
        assertEquals("", files.err());
    }

    /** Moved, cut off, doubled or foreign lines of a run are named, not scored. */
    @Test
    void aRunThatWasChangedIsNotScored() throws IOException {
        Path run = folder.resolve("run");
        Cli.run("run", "--limit=6", "--output", run, "--quiet");
        Path file = run.resolve("easy-vqa/predictions.jsonl");
        List<String> lines = Files.readAllLines(file);

        List<String> moved = new ArrayList<>(lines);
        Collections.swap(moved, 1, 4);
        assertChanged(run, moved, "line 2 is not what the run wrote there");
        assertChanged(run, lines.subList(0, 5), "ends after line 5 of 6");
        List<String> doubled = new ArrayList<>(lines);
        doubled.set(3, lines.get(0));
        assertChanged(run, doubled, "line 4 repeats sample \"0\" of line 1");
        List<String> foreign = new ArrayList<>(lines);
        foreign.set(5, lines.get(5).replace("\"id\":\"5\"", "\"id\":\"700\""));
        assertChanged(run, foreign, "line 6 is not what the run wrote there");

        Path copy = Files.write(folder.resolve("copy.jsonl"), foreign);
        assertEquals(0, Cli.run("score", copy, "--quiet").code());
    }

    private static void assertChanged(Path run, List<String> lines, String expected)
            throws IOException {
        Path file = Files.write(run.resolve("easy-vqa/predictions.jsonl"), lines);
        for (Cli.Result result :
                List.of(
                        Cli.run("score", run),
                        Cli.run("score", file),
                        Cli.run("run", "--limit=6", "--output", run, "--resume", "--quiet"))) {
            assertEquals(2, result.code(), result.err());
            assertEquals("", result.out());
            assertTrue(result.err().startsWith(file + " " + expected), result.err());
        }
    }

    @Test
    void aLineThatSaysNothingOfItsBenchmarkNeedsOne() throws IOException {
        Path file = Files.writeString(folder.resolve("p"), "[{\"image\":\"x\",\"answer\":\"y\"}]");

        Cli.Result result = Cli.run("score", file, "--quiet");

        assertEquals(2, result.code());
        assertEquals(
                file + " does not say what it answers; expected --benchmark NAME\n", result.err());
    }

    private static Path vizwiz() {
        return Cli.benchmark("vizwiz").resolve("predictions.jsonl");
    }
}
