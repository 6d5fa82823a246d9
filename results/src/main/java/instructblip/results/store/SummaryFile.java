package instructblip.results.store;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;

/** {@code summary.json}: the headline values of all benchmarks, in the order of the run. */
final class SummaryFile {

    private SummaryFile() {}

    static void write(Path file, List<BenchmarkResult> results) {
        ObjectNode json = StoreJson.object().put("format", RunManifest.FORMAT);
        ArrayNode benchmarks = json.putArray("benchmarks");
        results.forEach(result -> benchmarks.add(MetricsFile.headline(result)));
        AtomicFile.write(file, StoreJson.bytes(json));
    }
}
