package instructblip.results.store;

import instructblip.results.metric.Evaluation;
import instructblip.results.metric.Metric;
import instructblip.results.record.SampleRecord;
import instructblip.results.record.SelectedRecords;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** From records to a result: what is scored, what is only counted. */
public final class Scoring {

    private Scoring() {}

    /**
     * Scores the records that have an answer and a reference.
     *
     * @param setup of the benchmark, whose number of samples is the result's n
     * @param records in data set order
     */
    public static ScoredRecords of(
            BenchmarkSetup setup, Metric metric, List<SampleRecord> records) {
        boolean[] failed = new boolean[records.size()];
        boolean[] labelled = new boolean[records.size()];
        for (int i = 0; i < failed.length; i++) {
            SampleRecord record = records.get(i);
            failed[i] = record.failed();
            labelled[i] = !record.references().isEmpty();
        }
        int[] scored =
                IntStream.range(0, failed.length).filter(i -> !failed[i] && labelled[i]).toArray();
        int failures = (int) IntStream.range(0, failed.length).filter(i -> failed[i]).count();
        SampleCounts counts =
                new SampleCounts(setup.samples(), scored.length, failures, setup.limited());
        if (scored.length == 0) {
            Evaluation none = new Evaluation(Double.NaN, Map.of(), Map.of(), Map.of());
            return new ScoredRecords(
                    result(setup, metric, counts, none, Optional.empty()), Map.of());
        }
        List<SampleRecord> part = new SelectedRecords(records, scored);
        Evaluation evaluation = metric.evaluate(part);
        Optional<ConfidenceInterval> interval = ConfidenceInterval.of(metric, evaluation, part);
        return new ScoredRecords(
                result(setup, metric, counts, evaluation, interval), evaluation.perSample());
    }

    private static BenchmarkResult result(
            BenchmarkSetup setup,
            Metric metric,
            SampleCounts counts,
            Evaluation evaluation,
            Optional<ConfidenceInterval> interval) {
        double value = evaluation.value();
        return new BenchmarkResult(
                setup.name(),
                setup.split(),
                metric.name(),
                Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty(),
                counts,
                interval,
                evaluation.breakdown(),
                evaluation.also());
    }
}
