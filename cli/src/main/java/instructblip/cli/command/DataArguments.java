package instructblip.cli.command;

import instructblip.benchmarks.catalog.Benchmark;
import instructblip.cli.console.UsageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** Where the files of benchmarks are and which part of them is meant. */
final class DataArguments {

    static final String VARIABLE = "INSTRUCTBLIP_EVAL_DATA";

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "Folder of the benchmark's files, or of one folder per benchmark"
                            + " (default $INSTRUCTBLIP_EVAL_DATA).")
    private String data;

    @Option(
            names = "--split",
            paramLabel = "NAME",
            description = "Another part of the data set (`list benchmarks` names them).")
    private String split;

    /** Whether a folder is named on the command line. */
    boolean given() {
        return data != null;
    }

    /** The folder of the files; empty where the bundled ones are meant. */
    Optional<Path> folder(List<Benchmark> benchmarks) {
        String named = data == null ? System.getenv(VARIABLE) : data;
        boolean bundled = benchmarks.stream().allMatch(BenchmarkArguments::isBundled);
        if (data == null && bundled) {
            return Optional.empty();
        }
        if (named == null || named.isEmpty()) {
            throw new UsageException(
                    "--benchmark %s needs its files; expected --data DIR or %s"
                            .formatted(
                                    benchmarks.stream()
                                            .map(Benchmark::name)
                                            .collect(Collectors.joining(",")),
                                    VARIABLE));
        }
        Path folder = Arguments.path(named);
        if (!Files.isDirectory(folder)) {
            throw new UsageException(
                    "%s %s: no such folder; expected the folder of the benchmark's files"
                            .formatted(data == null ? VARIABLE : "--data", named));
        }
        return Optional.of(folder);
    }

    /** The folder of one benchmark's files, or of the bundled ones. */
    Path folder(Benchmark benchmark) {
        return folder(List.of(benchmark)).orElseGet(() -> Bundle.ofThisInstallation().data());
    }

    Optional<String> split() {
        return Optional.ofNullable(split);
    }
}
