package instructblip.results.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** {@code NAME/metrics.json}: a result as JSON. */
public final class MetricsFile {

    private MetricsFile() {}

    /** The document, as {@code score --json} prints it too. */
    public static ObjectNode json(BenchmarkResult result) {
        ObjectNode json = headline(result);
        result.interval()
                .ifPresentOrElse(
                        interval -> json.putArray("ci95").add(interval.low()).add(interval.high()),
                        () -> json.putNull("ci95"));
        putNumbers(json.putObject("breakdown"), result.breakdown());
        putNumbers(json.putObject("also"), result.also());
        return json;
    }

    /** The part of it that stands in {@code summary.json} as well. */
    static ObjectNode headline(BenchmarkResult result) {
        ObjectNode json =
                StoreJson.object()
                        .put("benchmark", result.benchmark())
                        .put("split", result.split())
                        .put("metric", result.metric());
        if (result.value().isPresent()) {
            json.put("value", result.value().getAsDouble());
        } else {
            json.putNull("value");
        }
        SampleCounts counts = result.counts();
        return json.put("n", counts.n())
                .put("scored", counts.scored())
                .put("failed", counts.failed())
                .put("limited", counts.limited());
    }

    static void write(Path file, BenchmarkResult result) {
        AtomicFile.write(file, StoreJson.bytes(json(result)));
    }

    /**
     * Reads a result.
     *
     * @throws StoreException when it is missing or broken
     */
    static BenchmarkResult read(Path file) {
        StoredObject json = StoreJson.read(file);
        OptionalDouble value =
                json.has("value") ? OptionalDouble.of(json.real("value")) : OptionalDouble.empty();
        SampleCounts counts =
                new SampleCounts(
                        json.count("n"),
                        json.count("scored"),
                        json.count("failed"),
                        json.flag("limited"));
        return new BenchmarkResult(
                json.text("benchmark"),
                json.text("split"),
                json.text("metric"),
                value,
                counts,
                interval(json),
                json.reals("breakdown"),
                json.reals("also"));
    }

    private static Optional<ConfidenceInterval> interval(StoredObject json) {
        if (!json.has("ci95")) {
            return Optional.empty();
        }
        double[] bounds = json.realList("ci95");
        if (bounds.length != 2) {
            throw json.fault("ci95", "two numbers");
        }
        return Optional.of(new ConfidenceInterval(bounds[0], bounds[1]));
    }

    /** A figure that does not exist, as the AUC of one class, is {@code null}. */
    private static void putNumbers(ObjectNode json, Map<String, Double> numbers) {
        numbers.forEach(
                (name, number) -> {
                    if (Double.isFinite(number)) {
                        json.put(name, number);
                    } else {
                        json.putNull(name);
                    }
                });
    }
}
