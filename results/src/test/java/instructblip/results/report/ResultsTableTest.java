package instructblip.results.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import instructblip.results.report.ResultsTable.FurtherColumn;
import instructblip.results.store.BenchmarkResult;
import instructblip.results.store.ConfidenceInterval;
import instructblip.results.store.SampleCounts;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ResultsTableTest {

    private static final BenchmarkResult WHOLE =
            result("easy-vqa", OptionalDouble.of(99.95), new SampleCounts(9673, 9673, 0, false));

    @Test
    void printsALinePerBenchmark() {
        assertEquals(
                List.of(
                        "benchmark  split  metric    value  95 % interval     n",
                        "─────────  ─────  ────────  ─────  ─────────────  ────",
                        "easy-vqa   test   accuracy  99.95     9.00–11.50  9673"),
                new ResultsTable(List.of(WHOLE), List.of(), List.of()).lines(false));
    }

    @Test
    void marksWhatIsNotTheWhole() {
        ResultsTable table =
                new ResultsTable(
                        List.of(
                                WHOLE,
                                result(
                                        "gqa",
                                        OptionalDouble.of(0),
                                        new SampleCounts(10, 7, 3, true)),
                                unlabelled(new SampleCounts(8, 0, 1, false)),
                                result(
                                        "vsr",
                                        OptionalDouble.of(100.0 / 3),
                                        new SampleCounts(5, 3, 0, false))),
                        List.of(),
                        List.of("ours: 5 beams"));
        assertEquals(
                List.of(
                        "benchmark  split  metric    value  95 % interval        n  note",
                        "─────────  ─────  ────────  ─────  ─────────────  ───────  "
                                + "─".repeat(38),
                        "easy-vqa   test   accuracy  99.95     9.00–11.50     9673",
                        "gqa        test   accuracy   0.00     9.00–11.50  7 of 10  LIMITED: a part of the split, 3 FAILED",
                        "vizwiz     test   accuracy      –              –   0 of 8  1 FAILED, no labels",
                        "vsr        test   accuracy  33.33     9.00–11.50   3 of 5  2 not scored",
                        "",
                        "ours: 5 beams"),
                table.lines(false));
    }

    @Test
    void printsFurtherColumnsBetweenNumberAndNote() {
        ResultsTable table =
                new ResultsTable(
                        List.of(
                                WHOLE,
                                result(
                                        "gqa",
                                        OptionalDouble.of(48.4),
                                        new SampleCounts(2, 1, 1, false))),
                        List.of(new FurtherColumn("InstructBLIP", Map.of("gqa", "48.4 ᵃ"))),
                        List.of());
        assertEquals(
                List.of(
                        "benchmark  split  metric    value  95 % interval       n  InstructBLIP  note",
                        "─────────  ─────  ────────  ─────  ─────────────  ──────  ────────────  ────────",
                        "easy-vqa   test   accuracy  99.95     9.00–11.50    9673             –",
                        "gqa        test   accuracy  48.40     9.00–11.50  1 of 2        48.4 ᵃ  1 FAILED"),
                table.lines(false));
    }

    @Test
    void printsAFullStopInEveryLocale() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            String line =
                    new ResultsTable(List.of(WHOLE), List.of(), List.of()).lines(false).get(2);
            assertEquals("easy-vqa   test   accuracy  99.95     9.00–11.50  9673", line);
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void lineBreaksInFootnotesAreShown() {
        List<String> lines =
                new ResultsTable(List.of(WHOLE), List.of(), List.of("prompt: a\nb")).lines(false);
        assertEquals("prompt: a\\nb", lines.get(lines.size() - 1));
    }

    private static BenchmarkResult result(String name, OptionalDouble value, SampleCounts counts) {
        return new BenchmarkResult(
                name,
                "test",
                "accuracy",
                value,
                counts,
                Optional.of(new ConfidenceInterval(9, 11.499)),
                Map.of(),
                Map.of());
    }

    private static BenchmarkResult unlabelled(SampleCounts counts) {
        return new BenchmarkResult(
                "vizwiz",
                "test",
                "accuracy",
                OptionalDouble.empty(),
                counts,
                Optional.empty(),
                Map.of(),
                Map.of());
    }
}
