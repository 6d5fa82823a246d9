package instructblip.results.compare;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import instructblip.results.statistics.PairedDifference;
import instructblip.results.store.Difference;
import instructblip.results.store.MetricsFile;
import instructblip.results.store.StoreJson;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * {@code comparison.json}: a comparison as JSON, texts whole, figures not rounded. Equal
 * comparisons give equal bytes. Its schema is {@code comparison.schema.json}.
 */
public final class ComparisonFile {

    /** Name of the file in a folder of several runs. */
    public static final String NAME = "comparison.json";

    /** Version of the document's format. */
    static final int FORMAT = 1;

    private ComparisonFile() {}

    /**
     * Writes the file, whole or not at all.
     *
     * @throws instructblip.results.store.UnfinishedWriteException when it cannot be written
     */
    public static void write(Path folder, Comparison comparison) {
        StoreJson.write(folder.resolve(NAME), json(comparison));
    }

    /** The document. */
    public static ObjectNode json(Comparison comparison) {
        ObjectNode json = StoreJson.object().put("format", FORMAT);
        ArrayNode runs = json.putArray("runs");
        comparison.runs().forEach(run -> put(runs.addObject(), run));
        ArrayNode benchmarks = json.putArray("benchmarks");
        comparison
                .benchmarks()
                .forEach(benchmark -> put(benchmarks.addObject(), benchmark, comparison));
        ArrayNode rows = json.putArray("published");
        comparison.published().forEach(row -> put(rows.addObject(), row));
        ArrayNode differences = json.putArray("manifest_differences");
        for (ManifestDifferences run : comparison.differences()) {
            ObjectNode object = differences.addObject().put("run", run.run());
            put(object.putArray("fields"), run.fields());
        }
        return json;
    }

    private static void put(ObjectNode json, ComparedRun run) {
        json.put("label", run.label())
                .put("folder", run.folder())
                .put("model", run.model())
                .put("family", run.family())
                .put("preset", run.preset())
                .put("device", run.device())
                .put("dtype", run.dtype())
                .put("status", run.status().text());
        json.putObject("tool")
                .put("version", run.tool().version())
                .putObject("git")
                .put("revision", run.tool().revision())
                .put("dirty", run.tool().dirty());
    }

    private static void put(ObjectNode json, ComparedBenchmark benchmark, Comparison comparison) {
        json.put("benchmark", benchmark.name())
                .put("split", benchmark.split())
                .put("metric", benchmark.metric());
        ArrayNode results = json.putArray("results");
        ArrayNode published = json.putArray("published");
        for (int i = 0; i < comparison.runs().size(); i++) {
            ObjectNode result = results.addObject().put("run", comparison.runs().get(i).label());
            put(result, "absence", benchmark.absences().get(i));
            benchmark.results().get(i).map(MetricsFile::json).ifPresent(result::setAll);
            if (i > 0) {
                put(result.putObject("paired"), benchmark.pairs().get(i - 1));
            } else {
                result.putNull("paired");
            }
        }
        benchmark.published().forEach(value -> put(published.addObject(), value, comparison));
    }

    private static void put(ObjectNode json, ComparedPair pair) {
        Optional<PairedDifference> difference = pair.difference();
        put(json, "difference", difference.map(PairedDifference::difference));
        difference
                .flatMap(PairedDifference::ci95)
                .ifPresentOrElse(
                        interval -> json.putArray("ci95").add(interval.low()).add(interval.high()),
                        () -> json.putNull("ci95"));
        put(json, "p", difference.map(PairedDifference::p).orElse(OptionalDouble.empty()));
        put(json, "test", difference.map(PairedDifference::test));
        json.put("n", difference.map(PairedDifference::n).orElse(0))
                .put("worse", difference.map(PairedDifference::worse).orElse(0))
                .put("better", difference.map(PairedDifference::better).orElse(0));
        put(json, "reason", pair.reason());
        put(json.putArray("mismatches"), pair.mismatches());
        put(json.putObject("left_out"), pair.leftOut());
        ObjectNode flips = json.putObject("flips").put("total", pair.flips().total());
        ArrayNode shown = flips.putArray("shown");
        pair.flips().shown().forEach(flip -> put(shown.addObject(), flip));
        flips.put("left_out", pair.flips().leftOut());
    }

    private static void put(ObjectNode json, Optional<LeftOut> leftOut) {
        json.put("failed_in_baseline", count(leftOut.map(LeftOut::failedInBaseline)))
                .put("failed_in_candidate", count(leftOut.map(LeftOut::failedInCandidate)))
                .put("only_in_baseline", count(leftOut.map(LeftOut::onlyInBaseline)))
                .put("only_in_candidate", count(leftOut.map(LeftOut::onlyInCandidate)))
                .put("unlabelled", leftOut.map(LeftOut::unlabelled).orElse(0));
    }

    private static int count(Optional<List<String>> ids) {
        return ids.map(List::size).orElse(0);
    }

    private static void put(ObjectNode json, Flip flip) {
        json.put("id", flip.id());
        putTexts(json.putArray("images"), flip.images());
        json.put("prompt", flip.prompt()).put("candidate_prompt", flip.candidatePrompt());
        putTexts(json.putArray("references"), flip.references());
        json.put("baseline", flip.baselineAnswer())
                .put("candidate", flip.candidateAnswer())
                .put("baseline_score", flip.baselineScore())
                .put("candidate_score", flip.candidateScore())
                .put("better", flip.better());
    }

    private static void put(ObjectNode json, PublishedValue value, Comparison comparison) {
        PublishedCell cell = value.cell();
        json.put("row", value.row().name());
        put(json, "method", cell.method());
        json.put("split", cell.split())
                .put("metric", cell.metric())
                .put("value", cell.value())
                .put("sources", cell.sources())
                .put("firm", cell.firm());
        ArrayNode runs = json.putArray("runs");
        for (int i = 0; i < value.runs().size(); i++) {
            PublishedDifference run = value.runs().get(i);
            ObjectNode object = runs.addObject().put("run", comparison.runs().get(i).label());
            object.put("comparable", run.isComparable());
            put(object, "difference", run.difference());
            put(object, "reason", run.reason());
        }
    }

    private static void put(ObjectNode json, PublishedRow row) {
        json.put("row", row.name()).put("model", row.model());
        put(json, "language_model", row.languageModel());
        json.put("table", row.table()).put("setting", row.setting());
        put(json, "note", row.note());
    }

    private static void put(ArrayNode json, List<Difference> differences) {
        for (Difference difference : differences) {
            json.addObject()
                    .put("field", difference.field())
                    .put("baseline", difference.stored())
                    .put("candidate", difference.now());
        }
    }

    private static void putTexts(ArrayNode json, List<String> texts) {
        texts.forEach(json::add);
    }

    private static void put(ObjectNode json, String key, OptionalDouble number) {
        if (number.isPresent()) {
            json.put(key, number.getAsDouble());
        } else {
            json.putNull(key);
        }
    }

    /** A text or a number, null where it is empty. */
    private static void put(ObjectNode json, String key, Optional<?> value) {
        json.set(key, StoreJson.node(value.orElse(null)));
    }
}
