package instructblip.cli.report;

import instructblip.benchmarks.catalog.Benchmark;
import instructblip.benchmarks.catalog.Benchmarks;
import instructblip.results.store.BenchmarkSetup;
import instructblip.results.store.RunIdentity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the files of benchmarks are.
 *
 * @param data folder of a benchmark's files, or of one folder per benchmark; empty where none is
 *     known
 * @param asked whether it is meant for bundled benchmarks too
 * @param bundle folder that holds the bundled data sets
 */
public record DataFolders(Optional<Path> data, boolean asked, Path bundle) {

    /** Pictures of the benchmarks of runs. */
    public DataPictures pictures(List<RunIdentity> runs) {
        Map<String, Path> folders = new HashMap<>();
        for (RunIdentity run : runs) {
            for (BenchmarkSetup setup : run.benchmarks()) {
                folder(setup.name()).ifPresent(folder -> folders.put(setup.name(), folder));
            }
        }
        return new DataPictures(folders);
    }

    private Optional<Path> folder(String benchmark) {
        Path bundled = bundle.resolve(benchmark);
        if (!asked && isBundled(benchmark) && Files.isDirectory(bundled)) {
            return Optional.of(bundled);
        }
        return data.map(folder -> of(benchmark, folder));
    }

    private static boolean isBundled(String benchmark) {
        List<Benchmark> bundled = Benchmarks.bundled();
        return bundled.stream().anyMatch(each -> each.folder().equals(benchmark));
    }

    /** In a folder of its name, else in {@code data}; a name is of letters, digits and dashes. */
    private static Path of(String benchmark, Path data) {
        Path own = data.resolve(benchmark);
        return Files.isDirectory(own) ? own : data;
    }
}
