package instructblip.results.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import instructblip.results.compare.PublishedRow;
import instructblip.results.compare.PublishedRows;
import instructblip.results.report.ResultsTable.FurtherColumn;
import instructblip.results.store.BenchmarkResult;
import instructblip.results.store.SampleCounts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PublishedColumnsTest {

    private static final PublishedRows PUBLISHED = PublishedRows.load();

    @Test
    void putsWhatIsNotComparableInParentheses() {
        PublishedColumns columns =
                PublishedColumns.of(
                        rows("instructblip-vicuna-7b"),
                        List.of(
                                result("gqa", "testdev_balanced", "accuracy"),
                                result("vizwiz", "val", "accuracy"),
                                result("hateful-memes", "dev_seen", "AUC"),
                                result("visdial", "val", "NDCG"),
                                result("easy-vqa", "test", "accuracy")));
        assertEquals(
                List.of(
                        new FurtherColumn(
                                "InstructBLIP Vicuna-7B",
                                Map.of(
                                        "gqa", "49.2",
                                        "vizwiz", "(34.5)",
                                        "hateful-memes", "(59.6)",
                                        "visdial", "(45.2)"))),
                columns.columns());
        assertEquals(
                List.of(
                        "(…) published for another part of the data or another metric, or it is not"
                                + " said which: not comparable"),
                columns.footnotes());
    }

    @Test
    void aLimitedRunIsComparableToNothing() {
        BenchmarkResult limited =
                new BenchmarkResult(
                        "gqa",
                        "testdev_balanced",
                        "accuracy",
                        OptionalDouble.of(50),
                        new SampleCounts(10, 10, 0, true),
                        Optional.empty(),
                        Map.of(),
                        Map.of());
        PublishedColumns columns =
                PublishedColumns.of(rows("instructblip-vicuna-7b"), List.of(limited));
        assertEquals("(49.2)", columns.columns().get(0).cells().get("gqa"));
    }

    @Test
    void marksASingleSourceAndCarriesTheRowsNote() {
        PublishedColumns columns =
                PublishedColumns.of(
                        rows("blip-2-flan-t5-xl", "flamingo-3b"),
                        List.of(result("vsr", "zeroshot-test", "accuracy")));
        assertEquals(
                List.of(new FurtherColumn("BLIP-2 FlanT5-XL", Map.of("vsr", "60.5?"))),
                columns.columns());
        assertEquals(
                List.of(
                        "? known from a single transcription of the paper",
                        "BLIP-2 FlanT5-XL: not certain to the decimal: the paper's own averages do"
                                + " not follow from this row"),
                columns.footnotes());
    }

    @Test
    void takesTheValueOfTheSameSplitWhereThereAreTwo() {
        List<PublishedRow> rows = rows("instructblip-vicuna-7b-finetuned");
        for (String split : List.of("val", "test")) {
            PublishedColumns columns =
                    PublishedColumns.of(rows, List.of(result("a-okvqa-choice", split, "accuracy")));
            assertEquals(
                    split.equals("val") ? "75.7?" : "73.4",
                    columns.columns().get(0).cells().get("a-okvqa-choice"));
        }
    }

    private static List<PublishedRow> rows(String... names) {
        return Stream.of(names).map(name -> PUBLISHED.row(name).orElseThrow()).toList();
    }

    private static BenchmarkResult result(String benchmark, String split, String metric) {
        return new BenchmarkResult(
                benchmark,
                split,
                metric,
                OptionalDouble.of(50),
                new SampleCounts(10, 10, 0, false),
                Optional.empty(),
                Map.of(),
                Map.of());
    }
}
