package instructblip.cli.score;

import instructblip.cli.console.UsageException;
import instructblip.results.record.Printable;
import instructblip.results.store.BenchmarkSetup;
import instructblip.results.store.StoredRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the user points at.
 *
 * @param file of predictions
 * @param setup which part of the data a run asked; empty where the file is no run's
 */
public record ScoreTarget(Path file, Optional<BenchmarkSetup> setup) {

    private static final String MANIFEST = "run.json";
    private static final String PREDICTIONS = "predictions.jsonl";

    /**
     * A file of predictions or a run's folder.
     *
     * @param benchmark folder of the one that is meant; empty where none is named
     * @throws UsageException when the run has several benchmarks and none is named, or not that one
     */
    public static ScoreTarget of(Path named, Optional<String> benchmark) {
        if (Files.isDirectory(named)) {
            BenchmarkSetup setup = setup(named, benchmark);
            return new ScoreTarget(
                    named.resolve(setup.name()).resolve(PREDICTIONS), Optional.of(setup));
        }
        Path folder = named.toAbsolutePath().normalize().getParent();
        Path run = folder == null ? null : folder.getParent();
        if (run == null || !Files.isRegularFile(run.resolve(MANIFEST))) {
            return new ScoreTarget(named, Optional.empty());
        }
        String name = String.valueOf(folder.getFileName());
        return new ScoreTarget(
                named, setups(run).stream().filter(setup -> setup.name().equals(name)).findFirst());
    }

    private static BenchmarkSetup setup(Path run, Optional<String> benchmark) {
        List<BenchmarkSetup> setups = setups(run);
        List<BenchmarkSetup> meant =
                setups.stream()
                        .filter(setup -> setup.name().equals(benchmark.orElse(setup.name())))
                        .toList();
        if (meant.size() != 1) {
            throw new UsageException(
                    "%s has the benchmarks %s; expected --benchmark with one of them"
                            .formatted(
                                    Printable.escape(run.toString()),
                                    String.join(
                                            ", ",
                                            setups.stream().map(BenchmarkSetup::name).toList())));
        }
        return meant.get(0);
    }

    private static List<BenchmarkSetup> setups(Path run) {
        return StoredRun.read(run).manifest().identity().benchmarks();
    }
}
