package instructblip.results.compare;

import instructblip.results.store.BenchmarkResult;
import instructblip.results.store.BenchmarkSetup;
import instructblip.results.store.RunIdentity;
import instructblip.results.store.RunStatus;
import instructblip.results.store.StoredRun;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Puts a {@link Comparison} together. */
final class ComparisonOfRuns {

    private static final String NOT_ASKED = "not in this run";
    private static final String NOT_FINISHED = "not finished in this run";

    private final List<StoredRun> runs;
    private final List<PublishedRow> rows;
    private final PairComparison pairs;

    ComparisonOfRuns(List<StoredRun> runs, List<PublishedRow> rows, PairComparison pairs) {
        this.runs = List.copyOf(runs);
        this.rows = List.copyOf(rows);
        this.pairs = pairs;
    }

    Comparison compare() {
        List<ComparedRun> compared = new ArrayList<>();
        List<String> labels = RunLabels.of(runs);
        for (int i = 0; i < runs.size(); i++) {
            compared.add(run(labels.get(i), runs.get(i)));
        }
        List<ManifestDifferences> differences =
                IntStream.range(1, runs.size())
                        .mapToObj(
                                i ->
                                        new ManifestDifferences(
                                                labels.get(i),
                                                runs.get(0).manifestDifferences(runs.get(i))))
                        .toList();
        List<ComparedBenchmark> benchmarks = benchmarks().stream().map(this::benchmark).toList();
        List<PublishedRow> shown = rows.stream().filter(row -> hasValue(row, benchmarks)).toList();
        return new Comparison(compared, benchmarks, shown, differences);
    }

    private static ComparedRun run(String label, StoredRun run) {
        RunIdentity identity = run.manifest().identity();
        return new ComparedRun(
                label,
                RunLabels.folder(run),
                identity.model().name(),
                identity.model().family(),
                identity.machine().device(),
                identity.machine().dtype(),
                identity.settings().preset(),
                identity.tool(),
                run.manifest().state().status());
    }

    private Set<String> benchmarks() {
        Set<String> names = new LinkedHashSet<>();
        runs.forEach(
                run ->
                        run.manifest()
                                .identity()
                                .benchmarks()
                                .forEach(benchmark -> names.add(benchmark.name())));
        return names;
    }

    private static boolean hasValue(PublishedRow row, List<ComparedBenchmark> benchmarks) {
        return benchmarks.stream().anyMatch(benchmark -> !row.cells(benchmark.name()).isEmpty());
    }

    private ComparedBenchmark benchmark(String name) {
        List<Optional<BenchmarkResult>> results =
                runs.stream().map(run -> result(run, name)).toList();
        List<ComparedPair> compared =
                IntStream.range(1, runs.size()).mapToObj(i -> pair(name, results, i)).toList();
        Optional<BenchmarkResult> first = results.stream().flatMap(Optional::stream).findFirst();
        return new ComparedBenchmark(
                name,
                first.map(BenchmarkResult::split).orElseGet(() -> split(name)),
                first.map(BenchmarkResult::metric).orElse(""),
                results,
                runs.stream().map(run -> absence(run, name)).toList(),
                compared,
                published(name, results));
    }

    private static Optional<BenchmarkResult> result(StoredRun run, String benchmark) {
        return absence(run, benchmark).isPresent()
                ? Optional.empty()
                : Optional.of(run.result(benchmark));
    }

    private static Optional<BenchmarkSetup> setup(StoredRun run, String benchmark) {
        return run.manifest().identity().benchmarks().stream()
                .filter(setup -> setup.name().equals(benchmark))
                .findFirst();
    }

    private String split(String benchmark) {
        return runs.stream()
                .flatMap(run -> setup(run, benchmark).stream())
                .map(BenchmarkSetup::split)
                .findFirst()
                .orElseThrow();
    }

    private ComparedPair pair(String name, List<Optional<BenchmarkResult>> results, int run) {
        if (results.get(run).isEmpty()) {
            return ComparedPair.without(absence(runs.get(run), name).orElseThrow());
        }
        if (results.get(0).isEmpty()) {
            return ComparedPair.without("the baseline has no value");
        }
        return pairs.compare(runs.get(0), runs.get(run), name);
    }

    /** Why a run has no result. */
    private static Optional<String> absence(StoredRun run, String benchmark) {
        if (setup(run, benchmark).isEmpty()) {
            return Optional.of(NOT_ASKED);
        }
        boolean finished = run.manifest().state().status() == RunStatus.FINISHED;
        return finished || run.hasResult(benchmark) ? Optional.empty() : Optional.of(NOT_FINISHED);
    }

    private List<PublishedValue> published(String name, List<Optional<BenchmarkResult>> results) {
        List<PublishedValue> values = new ArrayList<>();
        for (PublishedRow row : rows) {
            for (PublishedCell cell : row.cells(name)) {
                values.add(new PublishedValue(row, cell, differences(name, cell, results)));
            }
        }
        return values;
    }

    private List<PublishedDifference> differences(
            String name, PublishedCell cell, List<Optional<BenchmarkResult>> results) {
        List<PublishedDifference> differences = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
            StoredRun run = runs.get(i);
            differences.add(
                    results.get(i)
                            .map(result -> PublishedDifference.of(result, cell))
                            .orElseGet(
                                    () ->
                                            PublishedDifference.without(
                                                    absence(run, name).orElseThrow())));
        }
        return differences;
    }
}
