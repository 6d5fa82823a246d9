package instructblip.results.report.html;

import static instructblip.results.report.html.ReportedRuns.benchmark;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import instructblip.results.compare.PublishedRow;
import instructblip.results.compare.PublishedRows;
import instructblip.results.metric.Metrics;
import instructblip.results.record.SampleRecord;
import instructblip.results.store.BenchmarkResult;
import instructblip.results.store.BenchmarkSetup;
import instructblip.results.store.ConfidenceInterval;
import instructblip.results.store.SampleCounts;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;

class RunPageTest {

    private static final Pictures PICTURES = (benchmark, image) -> ReportedRuns.PICTURE;
    private static final int MOST_BYTES = 20_000_000;

    private static Element page(ReportedRun run) {
        return Markup.of(RunPage.html(run, PICTURES));
    }

    @Test
    void failedSamplesComeFirstThenWrongOnesThenTheOthers() {
        Element page = page(ReportedRuns.of(benchmark("vizwiz", "ynpfuny")));
        assertEquals(
                List.of("q3", "q1", "q5", "q2", "q0", "q4", "q6"),
                Markup.texts(page, ".card .id > bdi"));
        assertEquals(
                List.of(
                        "failed",
                        "wrong",
                        "wrong",
                        "partly right",
                        "right",
                        "no right answer known",
                        "right"),
                Markup.texts(page, ".card .tag"));
        assertEquals(
                List.of("failed", "wrong", "wrong", "wrong", "right", "unlabelled", "right"),
                page.select(".card").eachAttr("data-kinds"));
        assertEquals(
                List.of("All 7", "Wrong 3", "Failed 1", "Right 2", "Unlabelled 1"),
                page.select(".chip").eachText());
        assertEquals(List.of("7", "3", "1"), page.select(".tile .figure").eachText().subList(1, 4));
        assertEquals(List.of("no such file"), Markup.texts(page, ".card.failed .answer > bdi"));
        assertEquals(
                "two ×9 rare", page.selectFirst(".card.wrong .references").text().substring(6));
    }

    @Test
    void valuesStandBesidePublishedOnes() {
        PublishedRow row = PublishedRows.load().row("instructblip-flan-t5-xl").orElseThrow();
        Element page = page(ReportedRuns.of(List.of(row), result("gqa", "testdev_balanced", 45.5)));
        List<String> cells = Markup.texts(page, "#results tbody tr:first-child td");
        assertEquals(
                List.of("gqa", "testdev_balanced", "accuracy", "45.50", "44.00–47.25", "2", "48.4"),
                cells);
        assertEquals("48.400%", page.selectFirst("#plots line.published").attr("x1"));
        assertEquals(
                "InstructBLIP FlanT5-XL, published: 48.4",
                page.selectFirst("#plots line.published title").wholeText());
        assertEquals("45.500%", page.selectFirst("#plots circle.dot").attr("cx"));
        assertEquals("44.000%", page.selectFirst("#plots line.whisker").attr("x1"));
        assertEquals("47.250%", page.selectFirst("#plots line.whisker").attr("x2"));
        List<String> bars = page.select("#plots rect.bar").eachAttr("width");
        assertEquals(List.of("61.000%", "30.000%"), bars);
    }

    @Test
    void aValueOfOtherDataIsNotPlotted() {
        PublishedRow row = PublishedRows.load().row("instructblip-flan-t5-xl").orElseThrow();
        Element page = page(ReportedRuns.of(List.of(row), result("vizwiz", "val", 30)));
        assertEquals(0, page.select("#plots line.published").size());
        assertTrue(page.selectFirst("#results tbody").text().contains("("), "in parentheses");
    }

    private static ReportedBenchmark result(String name, String split, double value) {
        SampleRecord right = benchmark(name, "yn").records().get(0);
        SampleRecord wrong = benchmark(name, "yn").records().get(1);
        Map<String, Double> groups = new java.util.LinkedHashMap<>();
        groups.put("binary", 61.0);
        groups.put("open", 30.0);
        return new ReportedBenchmark(
                new BenchmarkSetup(name, split, 2, 0, Map.of(), "{question}", Map.of()),
                Metrics.named("exact-match").metric(),
                new BenchmarkResult(
                        name,
                        split,
                        "accuracy",
                        OptionalDouble.of(value),
                        new SampleCounts(2, 2, 0, false),
                        Optional.of(new ConfidenceInterval(44, 47.25)),
                        groups,
                        Map.of()),
                Map.of(right.id(), 100.0, wrong.id(), 0.0),
                List.of(right, wrong));
    }

    @Test
    void captionsComeFromTheLowestScoreOn() {
        List<SampleRecord> records = new ArrayList<>();
        for (String caption : List.of("a red door in the rain", "a cat", "a red door")) {
            int i = records.size();
            records.add(
                    new SampleRecord(
                            "nocaps",
                            "c" + i,
                            List.of(i + ".jpg"),
                            "A short image description:",
                            List.of("a red door in the rain", "the red door in the rain"),
                            List.of(),
                            Optional.of(caption),
                            Map.of(),
                            Optional.empty(),
                            Map.of()));
        }
        // Words in every image's captions weigh nothing: one image has others.
        records.set(1, withReferences(records.get(1), List.of("two dogs run", "dogs run")));
        Element page = page(ReportedRuns.of(benchmark("nocaps", "caption", records)));
        List<Double> scores =
                Markup.texts(page, ".card .line .score").stream().map(Double::valueOf).toList();
        assertEquals(scores.stream().sorted().toList(), scores);
        assertEquals("c1", Markup.texts(page, ".card .id > bdi").get(0));
        assertEquals(List.of("scored", "scored", "scored"), Markup.texts(page, ".card .tag"));
        assertTrue(page.select(".chip").eachText().contains("Wrong 0"));
    }

    private static SampleRecord withReferences(SampleRecord record, List<String> references) {
        return new SampleRecord(
                record.benchmark(),
                record.id(),
                record.images(),
                record.prompt(),
                references,
                List.of(),
                record.prediction(),
                Map.of(),
                Optional.empty(),
                Map.of());
    }

    @Test
    void candidatesStandFromTheBestOn() {
        SampleRecord record =
                new SampleRecord(
                        "vsr",
                        "1",
                        List.of("1.jpg"),
                        "Is it?",
                        List.of("yes"),
                        List.of("no", "yes", "maybe"),
                        Optional.of("yes"),
                        Map.of("no", 3.5, "yes", 0.25, "maybe", 9.0),
                        Optional.empty(),
                        Map.of("label", 1));
        Element page = page(ReportedRuns.of(benchmark("vsr", "yes-no", List.of(record))));
        assertEquals(
                List.of("yes 0.250", "no 3.500", "maybe 9.000"), page.select("ol li").eachText());
    }

    @Test
    void fiveHundredSamplesAreShownAndTheOthersCounted() {
        Element page =
                page(
                        ReportedRuns.of(
                                benchmark("gqa", "n".repeat(400) + "y".repeat(200)),
                                benchmark("vizwiz", "y".repeat(100) + "n".repeat(290) + "ff")));
        assertEquals(500, page.select(".card").size());
        assertEquals(
                List.of("All 500", "Wrong 498", "Failed 2", "Right 0"),
                page.select(".chip").eachText());
        // Both take turns: 249 wrong ones each.
        assertEquals(
                List.of(
                        "Shown here: 500 of 992 samples (2 of 2 failed, 498 of 690 wrong, 0 of 300 right); the others are left out. Failed samples come first, then wrong ones, the lowest scores before the others.",
                        "gqa: 249 of 600 samples (249 of 400 wrong, 0 of 200 right); the others are left out.",
                        "vizwiz: 251 of 392 samples (2 of 2 failed, 249 of 290 wrong, 0 of 100 right); the others are left out."),
                page.select("#samples > .footnote").eachText());
        assertEquals(
                List.of("All benchmarks", "gqa", "vizwiz"), page.select("#set option").eachText());
        assertEquals(249, page.select(".card[data-set=0]").size());
    }

    @Test
    void withoutScriptsAllIsThereButTheFilters() {
        Element page = page(ReportedRuns.of(benchmark("vizwiz", "yn")));
        assertTrue(page.selectFirst("#filters").hasAttr("hidden"));
        assertEquals(0, page.select(".card[hidden]").size());
        assertEquals(1, page.select("#results table").size());
    }

    @Test
    void whyAPictureIsMissingIsSaid() {
        Element page =
                Markup.of(
                        RunPage.html(
                                ReportedRuns.of(benchmark("vizwiz", "yyn")),
                                (benchmark, image) ->
                                        image.equals("images/0.jpg")
                                                ? ReportedRuns.PICTURE
                                                : Picture.absent("the file is not there")));
        assertEquals(1, page.select("img").size());
        assertEquals("data:image/png;base64,AQID", page.selectFirst("img").attr("src"));
        assertEquals("images/0.jpg", page.selectFirst("img").attr("alt"));
        assertEquals(
                List.of("2 of 3 samples without a picture: the file is not there."),
                page.select("#samples > .footnote").eachText());
    }

    @Test
    void picturesGiveWayWhereTheyAreTooMany() {
        Picture large = Picture.of(new Thumbnail("image/jpeg", new byte[60_000], 320, 320));
        String html =
                RunPage.html(
                        ReportedRuns.of(benchmark("vizwiz", "y".repeat(500))),
                        (benchmark, image) -> large);
        assertTrue(html.length() <= MOST_BYTES, "length " + html.length());
        Element page = Markup.of(html);
        assertEquals(500, page.select(".card").size());
        int pictures = page.select("img").size();
        assertTrue(pictures > 150 && pictures < 500, "pictures " + pictures);
        assertEquals(
                List.of(
                        "%d of 500 samples without a picture: no room left for more pictures in this file."
                                .formatted(500 - pictures)),
                page.select("#samples > .footnote").eachText());
    }

    @Test
    void longTextsLeaveRoomForFewerSamples() {
        String longest = "\u202E\"&<".repeat(1000);
        List<SampleRecord> records =
                IntStream.range(0, 500).mapToObj(i -> heavy(i, longest)).toList();
        String html =
                RunPage.html(ReportedRuns.of(benchmark("heavy", "exact-match", records)), PICTURES);
        assertTrue(html.getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES);
        Element page = Markup.of(html);
        int shown = page.select(".card").size();
        assertTrue(shown >= 125 && shown < 500, "shown " + shown);
        assertTrue(
                page.selectFirst("#samples > .footnote")
                        .text()
                        .startsWith("Shown here: %d of 500 samples".formatted(shown)));
    }

    private static SampleRecord heavy(int i, String text) {
        Map<String, Double> scores = new java.util.HashMap<>();
        Map<String, Object> facts = new java.util.HashMap<>();
        List<String> references = new ArrayList<>();
        for (int k = 0; k < 20; k++) {
            scores.put(k + text, (double) k);
            facts.put(k + text, text);
            references.add(k + text);
        }
        return new SampleRecord(
                text,
                i + text,
                List.of(text),
                text,
                references,
                List.copyOf(scores.keySet()),
                Optional.of(text),
                scores,
                Optional.empty(),
                facts);
    }

    @Test
    void equalRunsGiveEqualPages() {
        ReportedBenchmark benchmark = benchmark("vizwiz", "ynpfuny".repeat(40));
        assertEquals(
                RunPage.html(ReportedRuns.of(benchmark), PICTURES),
                RunPage.html(ReportedRuns.of(benchmark), PICTURES));
    }
}
