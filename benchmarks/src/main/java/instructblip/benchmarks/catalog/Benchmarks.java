package instructblip.benchmarks.catalog;

import instructblip.benchmarks.catalog.Benchmark.Media;
import instructblip.benchmarks.dataset.reader.EasyVqaReader;
import instructblip.benchmarks.dataset.source.Shown;
import instructblip.benchmarks.prompt.Prompts;
import instructblip.results.metric.ExactMatch;
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
                            new ExactMatch()),
                    new Benchmark(
                            "easy-vqa",
                            "Questions on drawings of one shape",
                            Media.IMAGE,
                            List.of("test", "train"),
                            EasyVqaReader.whole(),
                            Prompts.question(),
                            Task.SHORT_ANSWER,
                            new ExactMatch()));

    private Benchmarks() {}

    /** Every one, the bundled ones last. */
    public static List<Benchmark> all() {
        return Stream.concat(HeldOutSets.ALL.stream(), BUNDLED.stream()).toList();
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
     * The one of this name.
     *
     * @throws IllegalArgumentException when there is none; names the nearest and all
     */
    public static Benchmark named(String name) {
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
}
