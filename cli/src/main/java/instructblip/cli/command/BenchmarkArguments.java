package instructblip.cli.command;

import instructblip.benchmarks.catalog.Benchmark;
import instructblip.benchmarks.catalog.Benchmarks;
import instructblip.benchmarks.prompt.Preset;
import instructblip.benchmarks.prompt.PromptTemplate;
import instructblip.cli.console.UsageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** Which benchmarks, on which files, with which prompts. */
final class BenchmarkArguments {

    private static final String DATA_VARIABLE = "INSTRUCTBLIP_EVAL_DATA";
    private static final String DEMO = "demo";
    private static final String PAPER = "paper";

    @Option(
            names = {"-b", "--benchmark", "--tasks"},
            paramLabel = "NAME",
            split = ",",
            description = "Benchmarks by name, or `paper` for the held-out sets (default demo).")
    private List<String> names = new ArrayList<>();

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

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "Only the first N samples of each benchmark; 0 is all.")
    private int limit;

    @Option(
            names = "--preset",
            paramLabel = "NAME",
            description = "paper (default), lavis or transformers: whose prompts and settings.")
    private String preset = "paper";

    @Option(
            names = "--prompt",
            paramLabel = "TEMPLATE",
            description = "Template in place of the preset's, as \"Question: {question} Answer:\".")
    private String prompt;

    /** What was asked for; of {@code paper} what is there. */
    List<Benchmark> benchmarks() {
        Map<String, Benchmark> byFolder = new LinkedHashMap<>();
        for (String name : names.isEmpty() ? List.of(DEMO) : names) {
            for (Benchmark benchmark : isPaper(name) ? present() : List.of(named(name.strip()))) {
                Benchmark other = byFolder.putIfAbsent(benchmark.folder(), benchmark);
                if (other != null && other != benchmark) {
                    throw new UsageException(
                            "%s and %s are stored in the same folder; expected one of them"
                                    .formatted(other.name(), benchmark.name()));
                }
            }
        }
        return List.copyOf(byFolder.values());
    }

    private static boolean isPaper(String name) {
        return name.strip().equals(PAPER);
    }

    private List<Benchmark> present() {
        List<Benchmark> present = new ArrayList<>(Benchmarks.paper());
        present.removeAll(absent());
        if (present.isEmpty()) {
            throw new UsageException(
                    "%s holds none of the paper's benchmarks; expected folders named %s"
                            .formatted(
                                    dataFolder(),
                                    Benchmarks.paper().stream()
                                            .map(Benchmark::folder)
                                            .collect(Collectors.joining(", "))));
        }
        return present;
    }

    /** Those of {@code paper} that have no folder under the data folder. */
    List<Benchmark> absent() {
        if (names.stream().noneMatch(BenchmarkArguments::isPaper)) {
            return List.of();
        }
        Path folder = dataFolder();
        return Benchmarks.paper().stream()
                .filter(benchmark -> !Files.isDirectory(folder.resolve(benchmark.folder())))
                .toList();
    }

    private static Benchmark named(String name) {
        try {
            return Benchmarks.named(name);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--benchmark: " + e.getMessage(), e);
        }
    }

    /** Whether the benchmark's files come with the program. */
    static boolean isBundled(Benchmark benchmark) {
        return benchmark.name().equals(DEMO) || benchmark.name().equals("easy-vqa");
    }

    /** The folder of the files; empty where the bundled ones are meant. */
    Optional<Path> data(List<Benchmark> benchmarks) {
        boolean bundled = benchmarks.stream().allMatch(BenchmarkArguments::isBundled);
        return data == null && bundled ? Optional.empty() : Optional.of(dataFolder());
    }

    private Path dataFolder() {
        String given = data == null ? System.getenv(DATA_VARIABLE) : data;
        if (given == null || given.isEmpty()) {
            throw new UsageException(
                    "--benchmark %s needs its files; expected --data DIR or %s"
                            .formatted(String.join(",", names), DATA_VARIABLE));
        }
        Path folder = Arguments.path(given);
        if (!Files.isDirectory(folder)) {
            throw new UsageException(
                    "%s %s: no such folder; expected the folder of the benchmark's files"
                            .formatted(data == null ? DATA_VARIABLE : "--data", given));
        }
        return folder;
    }

    Optional<String> split() {
        return Optional.ofNullable(split);
    }

    int limit() {
        if (limit < 0) {
            throw new UsageException("--limit is %d; expected 0 or more".formatted(limit));
        }
        return limit;
    }

    Preset preset() {
        for (Preset known : Preset.values()) {
            if (label(known).equals(preset)) {
                return known;
            }
        }
        throw new UsageException(
                "--preset is %s; expected %s"
                        .formatted(
                                Arguments.shown(preset),
                                Arrays.stream(Preset.values())
                                        .map(BenchmarkArguments::label)
                                        .collect(Collectors.joining(", "))));
    }

    static String label(Preset preset) {
        return preset.name().toLowerCase(Locale.ROOT);
    }

    Optional<PromptTemplate> prompt() {
        try {
            return Optional.ofNullable(prompt).map(PromptTemplate::of);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--prompt: " + e.getMessage(), e);
        }
    }
}
