package instructblip.cli.run;

import instructblip.benchmarks.catalog.Benchmark;
import instructblip.benchmarks.dataset.Dataset;
import instructblip.benchmarks.dataset.DatasetException;
import instructblip.benchmarks.dataset.Sample;
import instructblip.cli.console.UsageException;
import instructblip.core.request.ModelKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** All checks that need no weights: files, records, templates, settings. */
final class Planner {

    private final RunOptions options;
    private final Path bundledData;

    /**
     * @param bundledData folder that holds the bundled data sets
     */
    Planner(RunOptions options, Path bundledData) {
        this.options = options;
        this.bundledData = bundledData;
    }

    /**
     * Reads the data and tries every template.
     *
     * @throws DatasetException when a file or record is broken
     * @throws UsageException when a template or setting does not fit
     */
    List<PlannedBenchmark> plan() throws DatasetException {
        List<PlannedBenchmark> planned = new ArrayList<>();
        for (Benchmark benchmark : options.benchmarks()) {
            Path data = options.data().orElse(bundledData);
            Dataset dataset =
                    benchmark.read(data, options.split().orElse(benchmark.defaultSplit()));
            List<Sample> samples = dataset.samples();
            if (samples.isEmpty()) {
                throw new DatasetException(
                        "%s: the split %s of %s has no samples"
                                .formatted(data, dataset.split(), benchmark.name()));
            }
            if (options.limit() > 0 && options.limit() < samples.size()) {
                samples = samples.subList(0, options.limit());
            }
            PlannedBenchmark plan = new PlannedBenchmark(benchmark, dataset, samples, options);
            check(plan);
            planned.add(plan);
        }
        return planned;
    }

    private static void check(PlannedBenchmark plan) {
        try {
            plan.samples().forEach(plan::prompt);
            for (ModelKind kind : ModelKind.all()) {
                plan.settings(kind);
            }
        } catch (IllegalArgumentException e) {
            throw new UsageException(plan.benchmark().name() + ": " + e.getMessage(), e);
        }
    }
}
