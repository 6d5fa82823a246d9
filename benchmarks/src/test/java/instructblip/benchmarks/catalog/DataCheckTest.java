package instructblip.benchmarks.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import instructblip.benchmarks.catalog.DataCheck.MissingMedia;
import instructblip.benchmarks.catalog.DataCheck.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DataCheckTest {

    @TempDir private Path data;

    static List<String> names() {
        return Benchmarks.paper().stream().map(Benchmark::name).toList();
    }

    @ParameterizedTest
    @MethodSource("names")
    void aWholeDataSetIsWhole(String name) {
        Benchmark benchmark = Benchmarks.named(name);

        DataCheck check =
                DataCheck.of(
                        benchmark, Fixtures.folder(name).resolve("data"), benchmark.defaultSplit());

        assertEquals(Result.WHOLE, check.result(), () -> String.join("\n", check.faults()));
        assertEquals(
                Fixtures.lines(Fixtures.folder(name).resolve("samples.jsonl")).size(),
                check.samples());
        assertEquals(List.of(), check.missing());
    }

    static List<String> missing() {
        return names().stream().filter(name -> missingMedia(name) != null).toList();
    }

    private static JsonNode missingMedia(String name) {
        for (JsonNode fault : Fixtures.document(Fixtures.folder(name).resolve("bad/cases.json"))) {
            if (fault.get("dir").textValue().startsWith("missing-image")
                    || fault.get("dir").textValue().equals("missing-video")) {
                return fault;
            }
        }
        return null;
    }

    @ParameterizedTest
    @MethodSource("missing")
    void aMissingImageIsNamedWithTheFirstSample(String name) throws IOException {
        JsonNode fault = missingMedia(name);
        copy(Fixtures.folder(name).resolve("data"));
        Files.delete(data.resolve(fault.get("file").textValue()));
        Benchmark benchmark = Benchmarks.named(name);

        DataCheck check = DataCheck.of(benchmark, data, benchmark.defaultSplit());

        assertEquals(Result.MEDIA_MISSING, check.result());
        assertEquals(1, check.missing().size());
        MissingMedia missing = check.missing().get(0);
        assertEquals(fault.get("file").textValue(), missing.file());
        assertEquals(fault.get("record").textValue(), missing.firstSample());
        assertEquals(needed(fault.get("what").textValue()), missing.samples());
    }

    /** How many samples the recorded fault says need the file. */
    private static int needed(String what) {
        String count = what.replaceAll("\\D", "");
        return count.isEmpty() ? 1 : Integer.parseInt(count);
    }

    private void copy(Path from) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = data.resolve(from.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }

    @Test
    void anEmptyImageIsMissing() throws IOException {
        copy(Fixtures.folder("vizwiz").resolve("data"));
        Files.writeString(data.resolve("val/VizWiz_val_00000004.jpg"), "");

        DataCheck check = DataCheck.of(Benchmarks.named("vizwiz"), data, "val");

        assertEquals(
                List.of(
                        new MissingMedia(
                                "val/VizWiz_val_00000004.jpg", "VizWiz_val_00000004.jpg", 1)),
                check.missing());
    }

    @Test
    void aBrokenFileOutweighsMissingMedia() {
        DataCheck check =
                DataCheck.of(
                        Benchmarks.named("vizwiz"),
                        Fixtures.folder("vizwiz").resolve("bad/wrong-type"),
                        "val");

        assertEquals(Result.BROKEN, check.result());
        assertEquals(1, check.faults().size());
        assertEquals(0, check.samples());
    }
}
