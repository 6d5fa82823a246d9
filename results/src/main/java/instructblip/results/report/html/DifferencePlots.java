package instructblip.results.report.html;

import instructblip.results.compare.ComparedBenchmark;
import instructblip.results.compare.Comparison;
import instructblip.results.report.ResultText;
import instructblip.results.report.html.Plot.Key;
import instructblip.results.report.html.Plot.Mark;
import instructblip.results.report.html.Plot.Row;
import instructblip.results.report.html.Plot.Shape;
import instructblip.results.statistics.Interval;
import instructblip.results.statistics.PairedDifference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;

/** How far runs are from the baseline, with 95 % intervals. */
final class DifferencePlots {

    private static final List<Key> LEGEND =
            List.of(
                    new Key("worse", Shown.of("whole interval below 0")),
                    new Key("better", Shown.of("whole interval above 0")),
                    new Key("same", Shown.of("0 is within")));

    private final Comparison comparison;

    DifferencePlots(Comparison comparison) {
        this.comparison = comparison;
    }

    /** A plot per metric, since their scales differ. */
    List<Plot> plots() {
        Map<String, List<ComparedBenchmark>> byMetric = new LinkedHashMap<>();
        for (ComparedBenchmark benchmark : comparison.benchmarks()) {
            if (benchmark.pairs().stream().anyMatch(pair -> pair.difference().isPresent())) {
                byMetric.computeIfAbsent(benchmark.metric(), key -> new ArrayList<>())
                        .add(benchmark);
            }
        }
        List<Plot> plots = new ArrayList<>();
        byMetric.forEach((metric, benchmarks) -> plots.add(plot(metric, benchmarks)));
        return plots;
    }

    private Plot plot(String metric, List<ComparedBenchmark> benchmarks) {
        Axis axis =
                Axis.ofDifferences(
                        benchmarks.stream()
                                .flatMap(benchmark -> benchmark.pairs().stream())
                                .flatMap(pair -> pair.difference().stream())
                                .flatMapToDouble(DifferencePlots::reach));
        List<Row> rows = new ArrayList<>();
        for (ComparedBenchmark benchmark : benchmarks) {
            String group = benchmark.name();
            for (int i = 0; i < benchmark.pairs().size(); i++) {
                Optional<PairedDifference> difference = benchmark.pairs().get(i).difference();
                if (difference.isPresent()) {
                    rows.add(
                            new Row(
                                    Shown.of(group),
                                    Shown.of(label(i + 1)),
                                    ResultText.signed(difference.get().difference()),
                                    marks(difference.get(), axis)));
                    group = "";
                }
            }
        }
        return Plot.of(metric, axis, LEGEND, rows);
    }

    /** A single run besides the baseline needs none. */
    private String label(int run) {
        return comparison.runs().size() == 2 ? "" : comparison.runs().get(run).label();
    }

    private static DoubleStream reach(PairedDifference difference) {
        return DoubleStream.concat(
                DoubleStream.of(difference.difference()),
                difference.ci95().stream()
                        .flatMapToDouble(ci -> DoubleStream.of(ci.low(), ci.high())));
    }

    private static List<Mark> marks(PairedDifference difference, Axis axis) {
        String look = difference.ci95().map(DifferencePlots::look).orElse("same");
        String title =
                "%s%s"
                        .formatted(
                                ResultText.signed(difference.difference()),
                                difference.ci95().map(DifferencePlots::text).orElse(""));
        List<Mark> marks = new ArrayList<>();
        difference
                .ci95()
                .ifPresent(ci -> marks.add(Plot.whisker(axis, look, ci.low(), ci.high(), title)));
        marks.add(Plot.point(Shape.DOT, axis, look, difference.difference(), title));
        return marks;
    }

    private static String text(Interval interval) {
        return ", 95 %% interval %s to %s"
                .formatted(ResultText.signed(interval.low()), ResultText.signed(interval.high()));
    }

    private static String look(Interval interval) {
        if (interval.high() < 0) {
            return "worse";
        }
        return interval.low() > 0 ? "better" : "same";
    }
}
