package instructblip.results.report.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import instructblip.results.compare.ComparedBenchmark;
import instructblip.results.compare.ComparedPair;
import instructblip.results.compare.ComparedRun;
import instructblip.results.compare.Comparison;
import instructblip.results.compare.Flip;
import instructblip.results.compare.Flips;
import instructblip.results.compare.LeftOut;
import instructblip.results.compare.ManifestDifferences;
import instructblip.results.statistics.Interval;
import instructblip.results.statistics.PairedDifference;
import instructblip.results.store.BenchmarkResult;
import instructblip.results.store.ConfidenceInterval;
import instructblip.results.store.Difference;
import instructblip.results.store.RunStatus;
import instructblip.results.store.SampleCounts;
import instructblip.results.store.ToolBuild;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;

class ComparisonPageTest {

    private static final Pictures PICTURES = (benchmark, image) -> ReportedRuns.PICTURE;

    private static Element page(Comparison comparison) {
        return Markup.of(ComparisonPage.html(comparison, PICTURES));
    }

    @Test
    void flippedSamplesShowBothAnswers() {
        Element page = page(comparison(flips(2, 1), 0, List.of("f1"), List.of("f1", "f2")));
        assertEquals(
                List.of("failed", "failed", "worse", "worse", "better"),
                Markup.texts(page, ".card .tag"));
        Element worse = page.selectFirst(".card.worse");
        assertEquals(
                List.of("before yes 100.00", "after no 0.00"), worse.select(".answer").eachText());
        assertEquals(List.of("answer better", "answer worse"), classes(worse, ".answer"));
        Element better = page.selectFirst(".card.better");
        assertEquals(List.of("answer worse", "answer better"), classes(better, ".answer"));
        assertEquals("yes ×2", worse.selectFirst(".reference").text());
        assertEquals("images/w0.jpg", worse.selectFirst("img").attr("alt"));
        assertEquals(
                List.of("in both runs; its report says why", "in after; its report says why"),
                Markup.texts(page, ".card.failed .answer > bdi"));
        assertEquals(
                List.of("All 5", "Flipped 3", "Worse 2", "Better 1", "Failed 2"),
                page.select(".chip").eachText());
    }

    private static List<String> classes(Element element, String selector) {
        return element.select(selector).eachAttr("class");
    }

    @Test
    void differencesStandOnAScaleAroundZero() {
        Element page = page(comparison(flips(2, 1), 0, List.of(), List.of()));
        assertEquals("-2.50", page.selectFirst(".tile.value .figure").text());
        assertEquals(
                "95 % interval -4.00 to -1.00, p 0.0120",
                page.selectFirst(".tile.value .note").text());
        Element plot = page.selectFirst(".plot");
        assertEquals(List.of("-4", "-2", "0", "2", "4"), plot.select(".axis text").eachText());
        assertEquals("50.000%", plot.selectFirst("line.zero").attr("x1"));
        assertEquals("18.750%", plot.selectFirst("circle.dot.worse").attr("cx"));
        assertEquals("0.000%", plot.selectFirst("line.whisker").attr("x1"));
        assertEquals("37.500%", plot.selectFirst("line.whisker").attr("x2"));
    }

    @Test
    void theFieldsThatDifferAreListed() {
        Element page = page(comparison(flips(0, 0), 0, List.of(), List.of()));
        Element fields = page.select("#details details").get(1);
        assertEquals("Fields of run.json that differ", fields.selectFirst("summary").text());
        assertEquals(List.of("dtype", "float32", "bfloat16"), Markup.texts(fields, "tbody td"));
        assertEquals("There are none.", page.select("#samples > p").text());
    }

    @Test
    void whatIsLeftOutIsSaid() {
        Element page = page(comparison(flips(400, 300), 50, List.of(), List.of()));
        assertEquals(500, page.select(".card").size());
        assertEquals(250, page.select(".card.worse").size());
        assertEquals(250, page.select(".card.better").size());
        assertEquals(
                List.of(
                        "gqa, after: 500 of 750 flipped samples are shown, the largest changes each way; the others are left out."),
                page.select("#samples > .footnote").eachText());
        Element failures = page(comparison(flips(0, 0), 0, ids(70), List.of()));
        assertEquals(50, failures.select(".card.failed").size());
        assertEquals(
                List.of(
                        "gqa, after: 50 of 70 failed samples are shown; each run's own report has all of them."),
                failures.select("#samples > .footnote").eachText());
    }

    private static List<String> ids(int count) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add("f" + i);
        }
        return ids;
    }

    @Test
    void oneRunBesidePublishedValuesHasNoSamples() {
        Comparison one =
                new Comparison(
                        List.of(run("alone")),
                        List.of(
                                new ComparedBenchmark(
                                        "gqa",
                                        "val",
                                        "accuracy",
                                        List.of(Optional.of(result(50))),
                                        List.of(Optional.empty()),
                                        List.of(),
                                        List.of())),
                        List.of(),
                        List.of());
        Element page = page(one);
        assertEquals("Run beside published values", page.selectFirst(".kind").text());
        assertEquals(0, page.select("#samples").size());
        Markup.assertInert(page);
        assertTrue(page.selectFirst("#results tbody").text().contains("50.00"));
    }

    private static List<Flip> flips(int worse, int better) {
        List<Flip> flips = new ArrayList<>();
        for (int i = 0; i < worse; i++) {
            flips.add(flip("w" + i, "yes", "no", false));
        }
        for (int i = 0; i < better; i++) {
            flips.add(flip("b" + i, "no", "yes", true));
        }
        return flips;
    }

    private static Flip flip(String id, String before, String after, boolean better) {
        return new Flip(
                id,
                List.of("images/" + id + ".jpg"),
                "Is it? " + id,
                "Is it? " + id,
                List.of("yes", "yes"),
                before,
                after,
                better ? 0 : 100,
                better ? 100 : 0,
                better);
    }

    private static Comparison comparison(
            List<Flip> flips, int leftOut, List<String> failedBefore, List<String> failedAfter) {
        ComparedPair pair =
                new ComparedPair(
                        Optional.of(
                                new PairedDifference(
                                        -2.5,
                                        Optional.of(new Interval(-4, -1)),
                                        OptionalDouble.of(0.012),
                                        "exact McNemar",
                                        2,
                                        1,
                                        40)),
                        Optional.empty(),
                        List.of(),
                        Optional.of(
                                new LeftOut(failedBefore, failedAfter, List.of(), List.of(), 0)),
                        new Flips(flips, leftOut));
        return new Comparison(
                List.of(run("before"), run("after")),
                List.of(
                        new ComparedBenchmark(
                                "gqa",
                                "val",
                                "accuracy",
                                List.of(Optional.of(result(50)), Optional.of(result(47.5))),
                                List.of(Optional.empty(), Optional.empty()),
                                List.of(pair),
                                List.of())),
                List.of(),
                List.of(
                        new ManifestDifferences(
                                "after", List.of(new Difference("dtype", "float32", "bfloat16")))));
    }

    private static BenchmarkResult result(double value) {
        return new BenchmarkResult(
                "gqa",
                "val",
                "accuracy",
                OptionalDouble.of(value),
                new SampleCounts(40, 40, 0, false),
                Optional.of(new ConfidenceInterval(value - 5, value + 5)),
                Map.of("open", value),
                Map.of());
    }

    private static ComparedRun run(String label) {
        return new ComparedRun(
                label,
                label,
                "m",
                "t5",
                "cpu",
                "float32",
                "paper",
                new ToolBuild("0.1.0", "abc1234", false),
                RunStatus.FINISHED);
    }
}
