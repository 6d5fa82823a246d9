package instructblip.cli.score;

import instructblip.cli.console.UsageException;
import instructblip.results.record.Printable;
import instructblip.results.record.RecordException;
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
     * @throws RecordException when the file is a run's and was changed since; names the line
     */
    public static ScoreTarget of(Path named, Optional<String> benchmark) {
        if (Files.isDirectory(named)) {
            StoredRun run = StoredRun.read(named);
            BenchmarkSetup setup = setup(run, benchmark);
            run.checkUnchanged(setup.name());
            return new ScoreTarget(
                    named.resolve(setup.name()).resolve(PREDICTIONS), Optional.of(setup));
        }
        Path folder = named.toAbsolutePath().normalize().getParent();
        Path parent = folder == null ? null : folder.getParent();
        if (parent == null || !Files.isRegularFile(parent.resolve(MANIFEST))) {
            return new ScoreTarget(named, Optional.empty());
        }
        String name = String.valueOf(folder.getFileName());
        StoredRun run = StoredRun.read(parent);
        Optional<BenchmarkSetup> setup =
                setups(run).stream().filter(each -> each.name().equals(name)).findFirst();
        if (setup.isPresent() && named.endsWith(PREDICTIONS)) {
            run.checkUnchanged(name);
        }
        return new ScoreTarget(named, setup);
    }

    private static BenchmarkSetup setup(StoredRun run, Optional<String> benchmark) {
        List<BenchmarkSetup> setups = setups(run);
        List<BenchmarkSetup> meant =
                setups.stream()
                        .filter(setup -> setup.name().equals(benchmark.orElse(setup.name())))
                        .toList();
        if (meant.size() != 1) {
            throw new UsageException(
                    "%s has the benchmarks %s; expected --benchmark with one of them"
                            .formatted(
                                    Printable.escape(run.folder().toString()),
                                    String.join(
                                            ", ",
                                            setups.stream().map(BenchmarkSetup::name).toList())));
        }
        return meant.get(0);
    }

    private static List<BenchmarkSetup> setups(StoredRun run) {
        return run.manifest().identity().benchmarks();
    }
}
