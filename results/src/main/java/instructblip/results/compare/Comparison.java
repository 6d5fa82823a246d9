package instructblip.results.compare;

import instructblip.results.metric.Metric;
import instructblip.results.store.StoredRun;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Runs beside a baseline and beside published values: all that any output format shows. Texts are
 * as the runs have them, of any length and with any character; a format makes them safe.
 *
 * @param runs at least one; the first is the baseline
 * @param benchmarks of any of the runs: the baseline's in its order, then the others'
 * @param published rows that were asked for and have a value for one of the benchmarks
 * @param differences by run after the baseline, the fields in which its manifest differs
 */
public record Comparison(
        List<ComparedRun> runs,
        List<ComparedBenchmark> benchmarks,
        List<PublishedRow> published,
        List<ManifestDifferences> differences) {

    public Comparison {
        runs = List.copyOf(runs);
        benchmarks = List.copyOf(benchmarks);
        published = List.copyOf(published);
        differences = List.copyOf(differences);
        if (runs.isEmpty()) {
            throw new IllegalArgumentException("no run");
        }
    }

    /**
     * Compares runs with the first of them and with published rows.
     *
     * @param runs at least one
     * @param rows to be shown beside them where they have a value for a benchmark of a run
     * @param flips how many flipped samples are listed per benchmark and run at most; 0 for none
     * @param metrics a benchmark's metric by its name, for runs that do not name theirs
     * @throws instructblip.results.store.StoreException when a run's files are missing or broken
     */
    public static Comparison of(
            List<StoredRun> runs,
            List<PublishedRow> rows,
            int flips,
            Function<String, Optional<Metric>> metrics) {
        return new ComparisonOfRuns(runs, rows, new PairComparison(flips, metrics)).compare();
    }

    /** Whether at least one benchmark of two runs could be compared, or there is only one run. */
    public boolean comparesSomething() {
        return runs.size() == 1
                || benchmarks.stream()
                        .flatMap(benchmark -> benchmark.pairs().stream())
                        .anyMatch(pair -> pair.difference().isPresent());
    }
}
