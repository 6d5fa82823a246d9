package instructblip.cli.score;

import instructblip.benchmarks.catalog.Benchmark;
import instructblip.benchmarks.catalog.Benchmarks;
import instructblip.cli.console.UsageException;
import instructblip.results.compare.PairedBenchmark;
import instructblip.results.metric.Metric;
import instructblip.results.record.Printable;
import instructblip.results.store.StoredRun;
import java.util.Optional;

/** By which metric a stored run is scored again. */
public final class StoredMetrics {

    private StoredMetrics() {}

    /**
     * The metric that the run names; of a run that names none, that of the program's benchmark.
     *
     * @throws UsageException when there is no such benchmark either
     */
    public static Metric of(StoredRun run, String benchmark) {
        return PairedBenchmark.metric(run, benchmark)
                .or(() -> ofProgram(benchmark))
                .orElseThrow(
                        () ->
                                new UsageException(
                                        "%s does not say by which metric %s is scored; expected a run of this version"
                                                .formatted(
                                                        Printable.escape(run.folder().toString()),
                                                        Printable.quote(benchmark))));
    }

    /** The metric of the program's benchmark whose results are stored under a name. */
    public static Optional<Metric> ofProgram(String benchmark) {
        return Benchmarks.all().stream()
                .filter(known -> known.folder().equals(benchmark))
                .findFirst()
                .map(Benchmark::metric);
    }
}
