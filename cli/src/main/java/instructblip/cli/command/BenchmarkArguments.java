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
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which benchmarks, on which files, with which prompts. */
final class BenchmarkArguments {

    private static final String DEMO = "demo";
    private static final String PAPER = "paper";

    @Option(
            names = {"-b", "--benchmark", "--tasks"},
            paramLabel = "NAME",
            split = ",",
            description = "Benchmarks by name, or `paper` for the held-out sets (default demo).")
    private List<String> names = new ArrayList<>();

    @Mixin private DataArguments files = new DataArguments();

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
            for (Benchmark benchmark : isPaper(name) ? present() : List.of(one(name.strip()))) {
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
                                    files.folder(Benchmarks.paper()).orElseThrow(),
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
        Path folder = files.folder(Benchmarks.paper()).orElseThrow();
        return Benchmarks.paper().stream()
                .filter(benchmark -> !Files.isDirectory(folder.resolve(benchmark.folder())))
                .toList();
    }

    /** The benchmark of a name or file. */
    static Benchmark one(String name) {
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
        return files.folder(benchmarks);
    }

    Optional<String> split() {
        return files.split();
    }

    int limit() {
        if (limit < 0) {
            throw new UsageException("--limit is %d; expected 0 or more".formatted(limit));
        }
        return limit;
    }

    Preset preset() {
        return preset(preset);
    }

    /** The preset of a name. */
    static Preset preset(String name) {
        for (Preset known : Preset.values()) {
            if (label(known).equals(name)) {
                return known;
            }
        }
        throw new UsageException(
                "--preset is %s; expected %s"
                        .formatted(
                                Arguments.shown(name),
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
