package instructblip.results.report.html;

import instructblip.results.compare.PublishedCell;
import instructblip.results.report.PublishedText;
import instructblip.results.report.ResultText;
import instructblip.results.report.html.Plot.Key;
import instructblip.results.report.html.Plot.Mark;
import instructblip.results.report.html.Plot.Row;
import instructblip.results.report.html.Plot.Shape;
import instructblip.results.store.BenchmarkResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** Values and groups of one or more runs, benchmark by benchmark. */
final class ScorePlots {

    private static final int LOOKS = 6;

    /**
     * A value that was published for the same data.
     *
     * @param title of its row
     */
    record Published(String title, PublishedCell cell) {}

    /**
     * A benchmark's results.
     *
     * @param name of the benchmark
     * @param metric that its values are of
     * @param results by run; empty where a run has none
     * @param published values that they may be compared with
     */
    record Scored(
            String name,
            String metric,
            List<Optional<BenchmarkResult>> results,
            List<Published> published) {

        private boolean hasValue() {
            return present().anyMatch(result -> result.value().isPresent());
        }

        private Stream<BenchmarkResult> present() {
            return results.stream().flatMap(Optional::stream);
        }
    }

    private final List<String> runs;
    private final List<Scored> benchmarks;

    /**
     * @param runs their labels, in the order of their colours; a single one needs none
     */
    ScorePlots(List<String> runs, List<Scored> benchmarks) {
        this.runs = List.copyOf(runs);
        this.benchmarks = List.copyOf(benchmarks);
    }

    /** A plot per metric, since their scales differ. */
    List<Plot> values() {
        Map<String, List<Scored>> byMetric = new LinkedHashMap<>();
        for (Scored benchmark : benchmarks) {
            if (benchmark.hasValue()) {
                byMetric.computeIfAbsent(benchmark.metric(), key -> new ArrayList<>())
                        .add(benchmark);
            }
        }
        List<Plot> plots = new ArrayList<>();
        byMetric.forEach((metric, scored) -> plots.add(values(metric, scored)));
        return plots;
    }

    private Plot values(String metric, List<Scored> scored) {
        Axis axis = Axis.ofScores(scored.stream().flatMapToDouble(ScorePlots::reach));
        List<Row> rows = new ArrayList<>();
        for (Scored benchmark : scored) {
            String group = benchmark.name();
            for (int run = 0; run < runs.size(); run++) {
                Optional<BenchmarkResult> result = benchmark.results().get(run);
                if (result.isPresent() && result.get().value().isPresent()) {
                    rows.add(valueRow(group, run, result.get(), benchmark, axis));
                    group = "";
                }
            }
        }
        boolean published = scored.stream().anyMatch(each -> !each.published().isEmpty());
        return Plot.of(metric, axis, legend(published), rows);
    }

    private Row valueRow(
            String group, int run, BenchmarkResult result, Scored benchmark, Axis axis) {
        List<Mark> marks = new ArrayList<>(published(benchmark, axis));
        marks.addAll(value(result, look(run), axis));
        return new Row(Shown.of(group), Shown.of(runs.get(run)), ResultText.value(result), marks);
    }

    private static DoubleStream reach(Scored benchmark) {
        return DoubleStream.concat(
                benchmark.present().flatMapToDouble(ScorePlots::reach),
                benchmark.published().stream().mapToDouble(value -> value.cell().value()));
    }

    private static DoubleStream reach(BenchmarkResult result) {
        return DoubleStream.concat(
                result.value().stream(),
                result.interval().stream()
                        .flatMapToDouble(ci -> DoubleStream.of(ci.low(), ci.high())));
    }

    private static List<Mark> published(Scored benchmark, Axis axis) {
        return benchmark.published().stream().map(value -> published(value, axis)).toList();
    }

    private static Mark published(Published value, Axis axis) {
        String title =
                "%s, published: %s"
                        .formatted(value.title(), PublishedText.value(value.cell(), true));
        return Plot.point(Shape.PUBLISHED, axis, "published", value.cell().value(), title);
    }

    private static List<Mark> value(BenchmarkResult result, String look, Axis axis) {
        String title =
                "%s, 95 %% interval %s"
                        .formatted(ResultText.value(result), ResultText.interval(result));
        List<Mark> marks = new ArrayList<>();
        result.interval()
                .ifPresent(ci -> marks.add(Plot.whisker(axis, look, ci.low(), ci.high(), title)));
        marks.add(Plot.point(Shape.DOT, axis, look, result.value().getAsDouble(), title));
        return marks;
    }

    /** A plot per benchmark that has groups. */
    List<Plot> breakdowns() {
        return benchmarks.stream()
                .filter(
                        benchmark ->
                                benchmark.present().anyMatch(each -> !each.breakdown().isEmpty()))
                .map(this::breakdown)
                .toList();
    }

    private Plot breakdown(Scored benchmark) {
        Set<String> groups = new LinkedHashSet<>();
        benchmark.present().forEach(result -> groups.addAll(result.breakdown().keySet()));
        Axis axis =
                Axis.ofScores(
                        benchmark
                                .present()
                                .flatMap(result -> result.breakdown().values().stream())
                                .mapToDouble(Double::doubleValue));
        List<Row> rows = new ArrayList<>();
        for (String group : groups) {
            String title = group;
            for (int run = 0; run < runs.size(); run++) {
                Optional<Double> value =
                        benchmark
                                .results()
                                .get(run)
                                .map(result -> result.breakdown().get(group))
                                .filter(Double::isFinite);
                if (value.isPresent()) {
                    Mark bar = Plot.bar(axis, look(run), value.get(), group);
                    rows.add(
                            new Row(
                                    Shown.of(title),
                                    Shown.of(runs.get(run)),
                                    ResultText.rounded(value.get()),
                                    List.of(bar)));
                    title = "";
                }
            }
        }
        return Plot.of(benchmark.name() + ", " + benchmark.metric(), axis, legend(false), rows);
    }

    private List<Key> legend(boolean published) {
        List<Key> legend = new ArrayList<>();
        if (runs.size() > 1) {
            for (int run = 0; run < runs.size(); run++) {
                legend.add(new Key(look(run), Shown.of(runs.get(run))));
            }
        }
        if (published) {
            legend.add(new Key("published", Shown.of("published for the same data")));
        }
        return legend;
    }

    /** Class of a run's colour. */
    private static String look(int run) {
        return "run" + run % LOOKS;
    }
}
