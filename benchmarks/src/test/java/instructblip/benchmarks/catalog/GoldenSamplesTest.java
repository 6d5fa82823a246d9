package instructblip.benchmarks.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import instructblip.benchmarks.dataset.Dataset;
import instructblip.benchmarks.dataset.DatasetException;
import instructblip.benchmarks.dataset.Sample;
import instructblip.benchmarks.prompt.Preset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every reader against official files with recorded samples, and against broken copies of them. */
class GoldenSamplesTest {

    private static final List<String> FACTS = List.of("label", "answer", "gt_index");

    static List<String> names() {
        return Benchmarks.paper().stream().map(Benchmark::name).toList();
    }

    @ParameterizedTest
    @MethodSource("names")
    void samplesEqualTheRecordedOnes(String name) throws DatasetException {
        Benchmark benchmark = Benchmarks.named(name);
        Path folder = Fixtures.folder(name);
        assertSamples(
                benchmark,
                folder.resolve("data"),
                benchmark.defaultSplit(),
                folder.resolve("samples.jsonl"));
    }

    static Stream<String> unlabelled() {
        return Stream.of("vizwiz test");
    }

    @ParameterizedTest
    @MethodSource("unlabelled")
    void anUnlabelledSplitHasSamplesWithoutReferences(String nameAndSplit) throws DatasetException {
        String[] parts = nameAndSplit.split(" ");
        Path folder = Fixtures.folder(parts[0]);
        assertSamples(
                Benchmarks.named(parts[0]),
                folder.resolve("data"),
                parts[1],
                folder.resolve("unlabelled/samples.jsonl"));
    }

    private static void assertSamples(Benchmark benchmark, Path data, String split, Path recorded)
            throws DatasetException {
        Dataset dataset = benchmark.read(data, split);
        List<JsonNode> expected = Fixtures.lines(recorded);

        assertEquals(
                expected.stream().map(sample -> sample.get("id").textValue()).toList(),
                dataset.samples().stream().map(Sample::id).toList());
        for (int i = 0; i < expected.size(); i++) {
            assertSample(expected.get(i), dataset.samples().get(i), benchmark);
        }
        assertTrue(dataset.files().stream().allMatch(Files::isRegularFile));
    }

    private static void assertSample(JsonNode expected, Sample sample, Benchmark benchmark) {
        String media = expected.path("image").asText(expected.path("video").asText());
        assertEquals(media, sample.media(), sample.id());
        assertEquals(expected.get("prompt").textValue(), benchmark.prompt(sample, Preset.PAPER));
        assertEquals(Fixtures.texts(expected.get("references")), sample.references());
        assertEquals(Fixtures.texts(expected.path("candidates")), sample.candidates());
        for (String fact : FACTS) {
            if (expected.has(fact)) {
                assertEquals(expected.get(fact).intValue(), sample.facts().get(fact), fact);
            }
        }
    }

    static List<String> broken() {
        List<String> folders = new ArrayList<>();
        for (String name : names()) {
            for (JsonNode fault :
                    Fixtures.document(Fixtures.folder(name).resolve("bad/cases.json"))) {
                String folder = fault.get("dir").textValue();
                if (!folder.startsWith("missing-image") && !folder.startsWith("missing-video")) {
                    folders.add(name + "/" + folder);
                }
            }
        }
        return folders;
    }

    @ParameterizedTest
    @MethodSource("broken")
    void aFaultIsOneLineWithFileAndRecord(String nameAndFolder) {
        String[] parts = nameAndFolder.split("/");
        Benchmark benchmark = Benchmarks.named(parts[0]);
        Path bad = Fixtures.folder(parts[0]).resolve("bad");
        JsonNode fault = fault(bad, parts[1]);

        String message =
                assertThrows(
                                DatasetException.class,
                                () ->
                                        benchmark.read(
                                                bad.resolve(parts[1]), benchmark.defaultSplit()))
                        .getMessage();

        assertEquals(1, message.lines().count(), message);
        assertTrue(message.contains(fault.get("file").textValue()), message);
        if (!fault.get("record").isNull()) {
            assertTrue(message.contains(fault.get("record").asText()), message);
        }
        assertTrue(message.contains("; "), "says what to do: " + message);
    }

    private static JsonNode fault(Path bad, String folder) {
        for (JsonNode fault : Fixtures.document(bad.resolve("cases.json"))) {
            if (fault.get("dir").textValue().equals(folder)) {
                return fault;
            }
        }
        throw new AssertionError("no case " + folder);
    }
}
