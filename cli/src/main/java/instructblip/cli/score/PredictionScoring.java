package instructblip.cli.score;

import instructblip.benchmarks.catalog.Benchmark;
import instructblip.benchmarks.dataset.Dataset;
import instructblip.benchmarks.dataset.DatasetException;
import instructblip.benchmarks.dataset.Sample;
import instructblip.results.metric.Metric;
import instructblip.results.predictions.AskedSample;
import instructblip.results.predictions.MatchedPredictions;
import instructblip.results.predictions.PredictionsFile;
import instructblip.results.record.SampleRecord;
import instructblip.results.store.BenchmarkSetup;
import instructblip.results.store.Scoring;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Scores predictions of one benchmark.
 *
 * @param benchmark that they answer
 * @param metric in the variant that is asked for
 * @param predictions to score
 * @param setup which part of the data a run asked; empty where the predictions are no run's
 */
public record PredictionScoring(
        Benchmark benchmark,
        Metric metric,
        PredictionsFile predictions,
        Optional<BenchmarkSetup> setup) {

    /** Of predictions that do not say it. */
    private static final String UNKNOWN_SPLIT = "unknown";

    /** By the references and facts that a run has stored. */
    public ScoreOutcome stored(Optional<String> split) {
        List<SampleRecord> records = predictions.records(benchmark.folder());
        BenchmarkSetup whole =
                setup.orElseGet(() -> part(split.orElse(UNKNOWN_SPLIT), records.size(), 0));
        List<String> remarks = new ArrayList<>();
        int missing = whole.samples() - records.size();
        if (missing > 0) {
            remarks.add(
                    "the run has no line for %d of %d samples".formatted(missing, whole.samples()));
        }
        return new ScoreOutcome(Scoring.of(whole, metric, records), missing, remarks);
    }

    /**
     * By the benchmark's files.
     *
     * @param data folder of them
     * @param split empty for the run's, or the one that is usually evaluated
     * @throws DatasetException when the files are not whole
     */
    public ScoreOutcome against(Path data, Optional<String> split) throws DatasetException {
        String part =
                split.or(() -> setup.map(BenchmarkSetup::split)).orElse(benchmark.defaultSplit());
        Dataset dataset = benchmark.read(data, part);
        int limit = setup.map(BenchmarkSetup::limit).orElse(0);
        List<AskedSample> samples =
                dataset.samples().stream()
                        .limit(limit > 0 ? limit : Long.MAX_VALUE)
                        .map(this::asked)
                        .toList();
        MatchedPredictions matched =
                MatchedPredictions.of(predictions.toString(), samples, predictions.predictions());
        List<String> remarks = new ArrayList<>(dataset.notes());
        matched.differences().forEach(line -> remarks.add(line + "; the data set's hold"));
        matched.missing().ifPresent(remarks::add);
        return new ScoreOutcome(
                Scoring.of(part(dataset.split(), samples.size(), limit), metric, matched.records()),
                samples.size() - matched.records().size(),
                remarks);
    }

    private BenchmarkSetup part(String split, int samples, int limit) {
        return new BenchmarkSetup(
                benchmark.folder(), split, samples, limit, Map.of(), "", Map.of());
    }

    private AskedSample asked(Sample sample) {
        SampleRecord record =
                new SampleRecord(
                        benchmark.folder(),
                        sample.id(),
                        List.of(sample.media()),
                        "",
                        sample.references(),
                        sample.candidates(),
                        Optional.empty(),
                        Map.of(),
                        Optional.empty(),
                        sample.facts());
        return new AskedSample(record, sample.fields().getOrDefault("question", ""));
    }
}
