package instructblip.results.report.html;

import instructblip.results.compare.ComparedBenchmark;
import instructblip.results.compare.ComparedPair;
import instructblip.results.compare.ComparedRun;
import instructblip.results.compare.Comparison;
import instructblip.results.compare.PublishedDifference;
import instructblip.results.compare.PublishedValue;
import instructblip.results.report.ResultText;
import instructblip.results.report.comparison.ComparisonSections;
import instructblip.results.report.html.PageView.PlotGroup;
import instructblip.results.report.html.PageView.Tile;
import instructblip.results.report.html.ScorePlots.Published;
import instructblip.results.report.html.ScorePlots.Scored;
import instructblip.results.statistics.Interval;
import instructblip.results.statistics.PairedDifference;
import instructblip.results.store.RunStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A comparison: values and differences beside published ones, plots, flipped samples with their
 * pictures and both answers.
 */
public final class ComparisonPage {

    private final Comparison comparison;

    private ComparisonPage(Comparison comparison) {
        this.comparison = comparison;
    }

    /**
     * A comparison's page: one document of at most 20 MB with at most 500 samples, among those that
     * the comparison lists.
     *
     * @throws instructblip.results.record.RecordException when even without samples it would be
     *     larger
     */
    public static String html(Comparison comparison, Pictures pictures) {
        ComparisonPage page = new ComparisonPage(comparison);
        return Document.fitting(most -> page.view(pictures, most));
    }

    private PageView view(Pictures pictures, int mostSamples) {
        List<ComparedRun> runs = comparison.runs();
        return new PageView(
                runs.size() > 1 ? "Comparison of runs" : "Run beside published values",
                Shown.of(runs.stream().map(ComparedRun::label).collect(Collectors.joining(" – "))),
                runs.size() > 1
                        ? Shown.all(List.of("the first is the baseline: " + runs.get(0).label()))
                        : List.of(),
                tiles(),
                notices(),
                ComparisonSections.results(comparison).stream().map(TableView::of).toList(),
                plots(),
                runs.size() > 1
                        ? Optional.of(new FlipGallery(comparison, mostSamples).gallery(pictures))
                        : Optional.empty(),
                ComparisonSections.runs(comparison, true).stream().map(TableView::of).toList());
    }

    private List<Tile> tiles() {
        List<Tile> tiles = new ArrayList<>();
        List<PairedDifference> differences =
                pairs().flatMap(pair -> pair.difference().stream()).toList();
        if (differences.size() == 1) {
            tiles.add(difference(differences.get(0)));
        } else {
            tiles.add(tile("", "runs", comparison.runs().size(), ""));
            tiles.add(tile("", "benchmarks", comparison.benchmarks().size(), ""));
        }
        if (!differences.isEmpty()) {
            int worse = differences.stream().mapToInt(PairedDifference::worse).sum();
            int better = differences.stream().mapToInt(PairedDifference::better).sum();
            tiles.add(tile(worse > 0 ? "wrong" : "", "samples worse", worse, ""));
            tiles.add(tile(better > 0 ? "better" : "", "samples better", better, ""));
        }
        return tiles;
    }

    private static Tile difference(PairedDifference found) {
        String interval = found.ci95().map(ComparisonPage::text).orElse("");
        String p =
                found.p().isPresent() ? "p " + ResultText.probability(found.p().getAsDouble()) : "";
        return new Tile(
                "value",
                Shown.of("difference to the baseline"),
                Shown.of(ResultText.signed(found.difference())),
                Shown.of(
                        Stream.of(interval, p)
                                .filter(text -> !text.isEmpty())
                                .collect(Collectors.joining(", "))));
    }

    private static String text(Interval interval) {
        return "95 %% interval %s to %s"
                .formatted(ResultText.signed(interval.low()), ResultText.signed(interval.high()));
    }

    private static Tile tile(String look, String label, int value, String note) {
        return new Tile(look, Shown.of(label), Shown.of(String.valueOf(value)), Shown.of(note));
    }

    private Stream<ComparedPair> pairs() {
        return comparison.benchmarks().stream().flatMap(each -> each.pairs().stream());
    }

    private List<Shown> notices() {
        List<Shown> notices = new ArrayList<>();
        for (ComparedRun run : comparison.runs()) {
            if (run.status() != RunStatus.FINISHED) {
                notices.add(Shown.of(run.label() + " is not finished: " + run.status().text()));
            }
        }
        for (ComparedBenchmark benchmark : comparison.benchmarks()) {
            for (int i = 0; i < benchmark.pairs().size(); i++) {
                String label = comparison.runs().get(i + 1).label();
                benchmark
                        .pairs()
                        .get(i)
                        .reason()
                        .ifPresent(
                                reason ->
                                        notices.add(
                                                Shown.of(
                                                        "%s, %s, not compared: %s"
                                                                .formatted(
                                                                        benchmark.name(),
                                                                        label,
                                                                        reason))));
            }
        }
        return notices;
    }

    private List<PlotGroup> plots() {
        ScorePlots scores =
                new ScorePlots(
                        comparison.runs().size() == 1
                                ? List.of("")
                                : comparison.runs().stream().map(ComparedRun::label).toList(),
                        comparison.benchmarks().stream().map(ComparisonPage::scored).toList());
        return Stream.of(
                        new PlotGroup(
                                "wide",
                                "Differences to the baseline with 95 % intervals",
                                new DifferencePlots(comparison).plots()),
                        new PlotGroup("wide", "Scores with 95 % intervals", scores.values()),
                        new PlotGroup("", "Scores by group", scores.breakdowns()))
                .filter(group -> !group.plots().isEmpty())
                .toList();
    }

    private static Scored scored(ComparedBenchmark benchmark) {
        List<Published> published =
                benchmark.published().stream()
                        .filter(ComparisonPage::isComparable)
                        .map(value -> new Published(value.row().title(), value.cell()))
                        .toList();
        return new Scored(benchmark.name(), benchmark.metric(), benchmark.results(), published);
    }

    private static boolean isComparable(PublishedValue value) {
        return value.runs().stream().anyMatch(PublishedDifference::isComparable);
    }
}
