package instructblip.results.compare;

import instructblip.results.metric.Metric;
import instructblip.results.metric.MetricFamily;
import instructblip.results.metric.Metrics;
import instructblip.results.metric.VerbalizerAuc;
import instructblip.results.record.Printable;
import instructblip.results.statistics.PairedDifference;
import instructblip.results.statistics.PairedRankings;
import instructblip.results.statistics.PairedScores;
import instructblip.results.statistics.RegressionCheck;
import instructblip.results.store.BenchmarkResult;
import instructblip.results.store.BenchmarkSetup;
import instructblip.results.store.Difference;
import instructblip.results.store.StoreException;
import instructblip.results.store.StoredRun;
import java.util.List;
import java.util.Optional;

/**
 * One benchmark of two runs, sample by sample, both scored again by the same metric. Samples that
 * both answered and that have a right answer are paired; all others are counted.
 *
 * @param benchmark name
 * @param baseline its result as stored
 * @param candidate its result as stored
 * @param ids of the paired samples, in data set order
 * @param scores of the paired samples; clusters are images
 * @param rankings of the paired samples where the metric is the area under the ROC curve and they
 *     have both labels, else empty
 * @param leftOut samples that are not paired
 * @param mismatches why the two values do not answer the same question: fields with both values;
 *     empty where the runs are comparable
 */
public record PairedBenchmark(
        String benchmark,
        BenchmarkResult baseline,
        BenchmarkResult candidate,
        List<String> ids,
        PairedScores scores,
        Optional<PairedRankings> rankings,
        LeftOut leftOut,
        List<Difference> mismatches) {

    public PairedBenchmark {
        ids = List.copyOf(ids);
        mismatches = List.copyOf(mismatches);
    }

    /**
     * Pairs by the metric that the runs name.
     *
     * @throws StoreException when a run lacks the benchmark or names no metric, or its files are
     *     broken: names the line
     */
    public static PairedBenchmark of(StoredRun baseline, StoredRun candidate, String benchmark) {
        Metric metric =
                metric(baseline, benchmark)
                        .or(() -> metric(candidate, benchmark))
                        .orElseThrow(
                                () ->
                                        new StoreException(
                                                "%s does not say by which metric %s is scored."
                                                        .formatted(
                                                                Printable.escape(
                                                                        baseline.folder()
                                                                                .toString()),
                                                                benchmark)));
        return of(baseline, candidate, benchmark, metric);
    }

    /** Pairs by a given metric, as for runs that do not name theirs. */
    public static PairedBenchmark of(
            StoredRun baseline, StoredRun candidate, String benchmark, Metric metric) {
        setup(baseline, benchmark);
        setup(candidate, benchmark);
        return new Pairing(baseline, candidate, benchmark, metric).pair();
    }

    /** The metric that a run names; empty where it is of a version that stored none. */
    public static Optional<Metric> metric(StoredRun run, String benchmark) {
        return setup(run, benchmark)
                .metric()
                .flatMap(
                        name ->
                                Metrics.all().stream()
                                        .filter(family -> family.name().equals(name))
                                        .findFirst())
                .map(MetricFamily::metric);
    }

    private static BenchmarkSetup setup(StoredRun run, String benchmark) {
        return run.manifest().identity().benchmarks().stream()
                .filter(setup -> setup.name().equals(benchmark))
                .findFirst()
                .orElseThrow(
                        () ->
                                new StoreException(
                                        "%s has no benchmark %s."
                                                .formatted(
                                                        Printable.escape(run.folder().toString()),
                                                        Printable.quote(benchmark))));
    }

    /** Whether both values answer the same question. */
    public boolean isComparable() {
        return mismatches.isEmpty();
    }

    /** The paired difference; empty where no sample is paired or a run has no value. */
    public Optional<PairedDifference> difference() {
        if (!hasValues()) {
            return Optional.empty();
        }
        return Optional.of(
                rankings.map(PairedDifference::of).orElseGet(() -> PairedDifference.of(scores)));
    }

    /**
     * The test of whether the candidate lost more than a margin; empty where nothing can be told.
     *
     * @param margin loss that is allowed, in points
     * @param alpha level of the bound
     */
    public Optional<RegressionCheck> regression(double margin, double alpha) {
        if (!hasValues()) {
            return Optional.empty();
        }
        return rankings.map(found -> RegressionCheck.of(found, margin, alpha))
                .orElseGet(() -> RegressionCheck.of(scores, margin, alpha));
    }

    /** Whether there is something to compare: the AUC of one label does not exist. */
    public boolean hasValues() {
        return scores.size() > 0
                && baseline.value().isPresent()
                && candidate.value().isPresent()
                && (rankings.isPresent() || !isAuc());
    }

    private boolean isAuc() {
        return baseline.metric().equals(new VerbalizerAuc().name());
    }
}
