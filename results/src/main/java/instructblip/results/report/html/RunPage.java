package instructblip.results.report.html;

import instructblip.results.compare.PublishedDifference;
import instructblip.results.report.PublishedColumns;
import instructblip.results.report.ResultText;
import instructblip.results.report.ResultsTable;
import instructblip.results.report.html.PageView.PlotGroup;
import instructblip.results.report.html.PageView.Tile;
import instructblip.results.report.html.ScorePlots.Published;
import instructblip.results.report.html.ScorePlots.Scored;
import instructblip.results.store.BenchmarkResult;
import instructblip.results.store.ModelIdentity;
import instructblip.results.store.RunIdentity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The report of a run: values beside published ones, plots, samples with their pictures. It has no
 * times and no names of folders, so that equal runs give equal pages.
 */
public final class RunPage {

    private static final String ONLY_RUN = "";

    private final ReportedRun run;
    private final List<BenchmarkResult> results;

    private RunPage(ReportedRun run) {
        this.run = run;
        this.results = run.benchmarks().stream().map(ReportedBenchmark::result).toList();
    }

    /**
     * A run's report: one document of at most 20 MB with at most 500 samples.
     *
     * @throws instructblip.results.record.RecordException when even without samples it would be
     *     larger
     */
    public static String html(ReportedRun run, Pictures pictures) {
        RunPage page = new RunPage(run);
        return Document.fitting(most -> page.view(pictures, most));
    }

    private PageView view(Pictures pictures, int mostSamples) {
        RunIdentity identity = run.identity();
        ChosenSamples chosen = ChosenSamples.of(run.benchmarks(), mostSamples);
        return new PageView(
                "Evaluation run",
                Shown.of(identity.model().name()),
                about(identity),
                tiles(chosen),
                notices(),
                List.of(resultsTable()),
                plots(),
                Optional.of(new RunGallery(run, chosen).gallery(pictures)),
                new RunDetails(run).tables());
    }

    private static List<Shown> about(RunIdentity identity) {
        ModelIdentity model = identity.model();
        return Shown.all(
                List.of(
                        model.type() + ", " + model.family(),
                        parameters(model.parameters()),
                        identity.machine().dtype() + " on " + identity.machine().device(),
                        identity.settings().preset() + " preset"));
    }

    private static String parameters(long count) {
        if (count >= 1_000_000_000) {
            return String.format(Locale.ROOT, "%.1f billion parameters", count / 1e9);
        }
        return String.format(Locale.ROOT, "%.1f million parameters", count / 1e6);
    }

    private List<Tile> tiles(ChosenSamples chosen) {
        List<Tile> tiles = new ArrayList<>();
        if (results.size() == 1) {
            BenchmarkResult only = results.get(0);
            tiles.add(
                    tile(
                            "value",
                            only.benchmark() + ", " + only.metric(),
                            ResultText.value(only),
                            "95 % interval " + ResultText.interval(only)));
        } else {
            tiles.add(tile("value", "benchmarks", String.valueOf(results.size()), ""));
        }
        int all = results.stream().mapToInt(result -> result.counts().n()).sum();
        tiles.add(tile("", "samples", count(all), ""));
        int wrong = all(chosen, Standing.WRONG);
        int partly = all(chosen, Standing.PARTLY);
        tiles.add(
                tile(
                        wrong + partly > 0 ? "wrong" : "",
                        "wrong",
                        count(wrong + partly),
                        partly > 0 ? count(partly) + " of them partly right" : ""));
        int failed = all(chosen, Standing.FAILED);
        tiles.add(tile(failed > 0 ? "failed" : "", "failed", count(failed), ""));
        return tiles;
    }

    private static Tile tile(String look, String label, String value, String note) {
        return new Tile(look, Shown.of(label), Shown.of(value), Shown.of(note));
    }

    private static int all(ChosenSamples chosen, Standing standing) {
        return chosen.tallies().stream().mapToInt(tally -> tally.all(standing)).sum();
    }

    private static String count(int number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private List<Shown> notices() {
        List<Shown> notices = new ArrayList<>(Shown.all(run.notices()));
        for (BenchmarkResult result : results) {
            if (!ResultText.note(result).isEmpty()) {
                notices.add(Shown.of(result.benchmark() + ": " + ResultText.note(result)));
            }
        }
        return notices;
    }

    private TableView resultsTable() {
        PublishedColumns published = PublishedColumns.of(run.published(), results);
        List<String> footnotes = new ArrayList<>();
        footnotes.add(ResultText.settings(run.identity().settings().preset()));
        footnotes.addAll(published.footnotes());
        ResultsTable table = new ResultsTable(results, published.columns(), footnotes);
        return TableView.of("", table.table(), table.footnotes());
    }

    private List<PlotGroup> plots() {
        ScorePlots plots =
                new ScorePlots(List.of(ONLY_RUN), results.stream().map(this::scored).toList());
        return Stream.of(
                        new PlotGroup("wide", "Scores with 95 % intervals", plots.values()),
                        new PlotGroup("", "Scores by group", plots.breakdowns()))
                .filter(group -> !group.plots().isEmpty())
                .toList();
    }

    private Scored scored(BenchmarkResult result) {
        List<Published> published =
                run.published().stream()
                        .flatMap(
                                row ->
                                        row.cells(result.benchmark()).stream()
                                                .filter(
                                                        cell ->
                                                                PublishedDifference.of(result, cell)
                                                                        .isComparable())
                                                .map(cell -> new Published(row.title(), cell)))
                        .toList();
        return new Scored(
                result.benchmark(), result.metric(), List.of(Optional.of(result)), published);
    }
}
