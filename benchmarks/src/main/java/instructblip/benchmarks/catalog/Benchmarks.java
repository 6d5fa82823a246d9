package instructblip.benchmarks.catalog;

import instructblip.benchmarks.catalog.Benchmark.Media;
import instructblip.benchmarks.dataset.DatasetException;
import instructblip.benchmarks.dataset.reader.EasyVqaReader;
import instructblip.benchmarks.dataset.source.NearestName;
import instructblip.benchmarks.dataset.source.Shown;
import instructblip.benchmarks.dataset.source.YamlMapping;
import instructblip.benchmarks.prompt.Prompts;
import instructblip.results.metric.Metrics;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All benchmarks that come with the program. */
public final class Benchmarks {

    /** Questions of the demonstration. */
    private static final int DEMO_QUESTIONS = 1000;

    private static final List<Benchmark> BUNDLED =
            List.of(
                    new Benchmark(
                            "demo",
                            "easy-vqa",
                            "The first 1,000 test questions of easy-VQA",
                            Media.IMAGE,
                            List.of("test"),
                            EasyVqaReader.first(DEMO_QUESTIONS),
                            Prompts.question(),
                            Task.SHORT_ANSWER,
                            Metrics.named("exact-match")),
                    new Benchmark(
                            "easy-vqa",
                            "Questions on drawings of one shape",
                            Media.IMAGE,
                            List.of("test", "train"),
                            EasyVqaReader.whole(),
                            Prompts.question(),
                            Task.SHORT_ANSWER,
                            Metrics.named("exact-match")));

    private Benchmarks() {}

    /**
     * Every one: the held-out sets, the held-in ones, those of the small world, and last those
     * whose files are bundled.
     */
    public static List<Benchmark> all() {
        return Stream.of(HeldOutSets.ALL, HeldInSets.ALL, WorldSets.ALL, BUNDLED)
                .flatMap(List::stream)
                .toList();
    }

    /** Those whose files come with the program. */
    public static List<Benchmark> bundled() {
        return BUNDLED;
    }

    /** The thirteen held-out sets of the paper's Table 1, in its order. */
    public static List<Benchmark> paper() {
        return HeldOutSets.ALL;
    }

    /** The one of this name. */
    public static Optional<Benchmark> find(String name) {
        return all().stream().filter(benchmark -> benchmark.name().equals(name)).findFirst();
    }

    /**
     * The one of this name, or that a file describes.
     *
     * @param name a name, or a path that ends in {@code .yaml} or {@code .yml}
     * @throws IllegalArgumentException when there is none, naming the nearest and all, or when the
     *     file is no description
     */
    public static Benchmark named(String name) {
        if (name.endsWith(".yaml") || name.endsWith(".yml")) {
            return described(name);
        }
        List<String> names = all().stream().map(Benchmark::name).toList();
        return find(name)
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "no benchmark %s; did you mean %s? There are: %s"
                                                .formatted(
                                                        Shown.text(name),
                                                        NearestName.of(name, names),
                                                        String.join(" ", names))));
    }

    private static Benchmark described(String file) {
        try {
            Benchmark benchmark = BenchmarkFile.read(YamlMapping.read(Path.of(file)));
            if (find(benchmark.name()).isPresent()) {
                throw new IllegalArgumentException(
                        "%s: the name %s belongs to another benchmark; expected one of its own"
                                .formatted(file, benchmark.name()));
            }
            return benchmark;
        } catch (DatasetException fault) {
            throw new IllegalArgumentException(fault.getMessage(), fault);
        }
    }
}
