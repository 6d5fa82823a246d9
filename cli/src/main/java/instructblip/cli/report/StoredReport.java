package instructblip.cli.report;

import instructblip.cli.score.StoredMetrics;
import instructblip.results.metric.Metric;
import instructblip.results.metric.Rounding;
import instructblip.results.record.Printable;
import instructblip.results.record.SampleRecord;
import instructblip.results.report.ResultText;
import instructblip.results.report.html.ReportedBenchmark;
import instructblip.results.report.html.ReportedRun;
import instructblip.results.store.BenchmarkResult;
import instructblip.results.store.BenchmarkSetup;
import instructblip.results.store.RunIdentity;
import instructblip.results.store.ScoredRecords;
import instructblip.results.store.Scoring;
import instructblip.results.store.StoreException;
import instructblip.results.store.StoredRun;
import java.util.ArrayList;
import java.util.List;

/**
 * A stored run for its report.
 *
 * @param run with the scores of its samples, computed again
 * @param remarks what does not fit in it, a line each
 */
public record StoredReport(ReportedRun run, List<String> remarks) {

    public StoredReport {
        remarks = List.copyOf(remarks);
    }

    /**
     * Reads a run's results and records.
     *
     * @throws StoreException when a benchmark is not finished, or a file is missing or broken
     */
    public static StoredReport of(StoredRun run) {
        List<ReportedBenchmark> benchmarks = new ArrayList<>();
        List<String> remarks = new ArrayList<>();
        for (BenchmarkSetup setup : run.manifest().identity().benchmarks()) {
            if (!run.hasResult(setup.name())) {
                throw new StoreException(
                        "%s has not finished %s; expected a run with all its results. Continue it with run --resume."
                                .formatted(
                                        Printable.escape(run.folder().toString()),
                                        Printable.quote(setup.name())));
            }
            BenchmarkResult stored = run.result(setup.name());
            Metric metric = StoredMetrics.of(run, setup.name());
            List<SampleRecord> records = run.records(setup.name());
            ScoredRecords again = Scoring.of(setup, metric, records);
            if (!isEqual(stored, again.result())) {
                remarks.add(
                        "%s: the stored value is %s, but its predictions give %s"
                                .formatted(
                                        setup.name(),
                                        ResultText.value(stored),
                                        ResultText.value(again.result())));
            }
            benchmarks.add(
                    new ReportedBenchmark(setup, metric, stored, again.perSample(), records));
        }
        RunIdentity identity = run.manifest().identity();
        return new StoredReport(
                new ReportedRun(identity, benchmarks, FittingRows.of(identity), remarks), remarks);
    }

    private static boolean isEqual(BenchmarkResult stored, BenchmarkResult again) {
        return Rounding.isSame(stored.value().orElse(Double.NaN), again.value().orElse(Double.NaN));
    }
}
