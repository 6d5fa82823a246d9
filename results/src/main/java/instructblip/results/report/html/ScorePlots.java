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
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** Values and groups of one or more runs, benchmark by benchmark. */
final class ScorePlots {

    /** Lines of a plot; groups of a breakdown may be many. */
    private static final int MOST_ROWS = 60;

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
     * @param results by label of the run, which is empty where there is one
     * @param published values that they may be compared with
     */
    record Scored(String name, Map<String, BenchmarkResult> results, List<Published> published) {

        private String metric() {
            return results.values().stream().map(BenchmarkResult::metric).findFirst().orElse("");
        }

        private Stream<BenchmarkResult> values() {
            return results.values().stream().filter(result -> result.value().isPresent());
        }
    }

    private final List<String> runs;
    private final List<Scored> benchmarks;

    /**
     * @param runs their labels, in the order of their colours
     */
    ScorePlots(List<String> runs, List<Scored> benchmarks) {
        this.runs = List.copyOf(runs);
        this.benchmarks = List.copyOf(benchmarks);
    }

    /** Class of a run's colour. */
    static String look(int run) {
        return "run" + run % LOOKS;
    }

    /** A plot per metric, since their scales differ. */
    List<Plot> values() {
        Map<String, List<Scored>> byMetric = new LinkedHashMap<>();
        for (Scored benchmark : benchmarks) {
            if (benchmark.values().findAny().isPresent()) {
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
            addRows(benchmark, axis, rows);
        }
        boolean published = scored.stream().anyMatch(each -> !each.published().isEmpty());
        return plot(metric, axis, legend(published), rows);
    }

    private static DoubleStream reach(Scored benchmark) {
        return DoubleStream.concat(
                benchmark
                        .values()
                        .flatMapToDouble(
                                result ->
                                        DoubleStream.concat(
                                                DoubleStream.of(result.value().getAsDouble()),
                                                result.interval().stream()
                                                        .flatMapToDouble(
                                                                ci ->
                                                                        DoubleStream.of(
                                                                                ci.low(),
                                                                                ci.high())))),
                benchmark.published().stream().mapToDouble(value -> value.cell().value()));
    }

    private void addRows(Scored benchmark, Axis axis, List<Row> rows) {
        String group = benchmark.name();
        for (Map.Entry<String, BenchmarkResult> entry : benchmark.results().entrySet()) {
            BenchmarkResult result = entry.getValue();
            if (result.value().isPresent()) {
                List<Mark> marks = new ArrayList<>(published(benchmark, axis));
                marks.addAll(value(result, look(runs.indexOf(entry.getKey())), axis));
                rows.add(
                        new Row(
                                Shown.of(group),
                                Shown.of(entry.getKey()),
                                ResultText.value(result),
                                marks));
                group = "";
            }
        }
    }

    private static List<Mark> published(Scored benchmark, Axis axis) {
        return benchmark.published().stream()
                .map(
                        value ->
                                Plot.point(
                                        Shape.PUBLISHED,
                                        axis,
                                        "published",
                                        value.cell().value(),
                                        "%s, published: %s"
                                                .formatted(
                                                        value.title(),
                                                        PublishedText.value(value.cell(), true))))
                .toList();
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
                                benchmark.results().values().stream()
                                        .anyMatch(result -> !result.breakdown().isEmpty()))
                .map(this::breakdown)
                .toList();
    }

    private Plot breakdown(Scored benchmark) {
        Set<String> groups = new LinkedHashSet<>();
        benchmark.results().values().forEach(each -> groups.addAll(each.breakdown().keySet()));
        Axis axis =
                Axis.ofScores(
                        benchmark.results().values().stream()
                                .flatMap(result -> result.breakdown().values().stream())
                                .mapToDouble(Double::doubleValue));
        List<Row> rows = new ArrayList<>();
        for (String group : groups) {
            String title = group;
            for (Map.Entry<String, BenchmarkResult> entry : benchmark.results().entrySet()) {
                Double value = entry.getValue().breakdown().get(group);
                if (value != null && Double.isFinite(value)) {
                    String look = look(runs.indexOf(entry.getKey()));
                    rows.add(
                            new Row(
                                    Shown.of(title),
                                    Shown.of(entry.getKey()),
                                    ResultText.rounded(value),
                                    List.of(Plot.bar(axis, look, value, group))));
                    title = "";
                }
            }
        }
        return plot(benchmark.name() + ", " + benchmark.metric(), axis, legend(false), rows);
    }

    private List<Key> legend(boolean published) {
        List<Key> legend = new ArrayList<>();
        if (runs.size() > 1) {
            for (int i = 0; i < runs.size(); i++) {
                legend.add(new Key(look(i), Shown.of(runs.get(i))));
            }
        }
        if (published) {
            legend.add(new Key("published", Shown.of("published for the same data")));
        }
        return legend;
    }

    private static Plot plot(String title, Axis axis, List<Key> legend, List<Row> rows) {
        int more = Math.max(0, rows.size() - MOST_ROWS);
        return new Plot(
                Shown.of(title),
                axis,
                legend,
                rows.stream().limit(MOST_ROWS).toList(),
                Shown.of(more == 0 ? "" : more + " more lines are left out."));
    }
}
