package instructblip.results.store;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * All that decides a run's answers: two runs with the same identity give the same files.
 *
 * @param benchmarks in the order of the tables, names unique
 */
public record RunIdentity(
        ToolBuild tool,
        ModelIdentity model,
        Machine machine,
        RunSettings settings,
        List<BenchmarkSetup> benchmarks) {

    public RunIdentity {
        benchmarks = List.copyOf(benchmarks);
        Set<String> names = new LinkedHashSet<>();
        for (BenchmarkSetup benchmark : benchmarks) {
            if (!names.add(benchmark.name())) {
                throw new IllegalArgumentException("benchmark twice: " + benchmark.name());
            }
        }
    }

    /**
     * @throws IllegalArgumentException when there is none of that name
     */
    public BenchmarkSetup benchmark(String name) {
        return benchmarks.stream()
                .filter(benchmark -> benchmark.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no benchmark " + name));
    }

    /** The same run with more known about its model. */
    public RunIdentity withModel(ModelIdentity known) {
        return new RunIdentity(tool, known, machine, settings, benchmarks);
    }

    /** The same run with more known about one of its benchmarks. */
    RunIdentity withBenchmark(BenchmarkSetup known) {
        List<BenchmarkSetup> all =
                benchmarks.stream()
                        .map(each -> each.name().equals(known.name()) ? known : each)
                        .toList();
        return new RunIdentity(tool, model, machine, settings, all);
    }

    /** This run as a later process goes on with it: what was known stays known. */
    RunIdentity continuedBy(RunIdentity later) {
        ModelIdentity known = later.model().withFingerprints(model.fingerprints());
        return new RunIdentity(later.tool(), known, later.machine(), later.settings(), benchmarks);
    }
}
