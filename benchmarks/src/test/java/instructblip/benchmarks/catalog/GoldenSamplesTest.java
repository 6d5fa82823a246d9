package instructblip.benchmarks.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import instructblip.benchmarks.dataset.DatasetException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every reader against official files with recorded samples, and against broken copies of them. */
class GoldenSamplesTest {

    static List<String> names() {
        return Benchmarks.paper().stream().map(Benchmark::name).toList();
    }

    @ParameterizedTest
    @MethodSource("names")
    void samplesEqualTheRecordedOnes(String name) throws DatasetException {
        RecordedSamples.of(name)
                .assertRead(
                        Fixtures.folder(name).resolve("data"),
                        Benchmarks.named(name).defaultSplit());
    }

    @ParameterizedTest
    @CsvSource({"vizwiz, test", "hateful-memes, test_seen"})
    void anUnlabelledSplitHasSamplesWithoutReferences(String name, String split)
            throws DatasetException {
        Path folder = Fixtures.folder(name);
        new RecordedSamples(Benchmarks.named(name), folder.resolve("unlabelled/samples.jsonl"))
                .assertRead(folder.resolve("data"), split);
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
