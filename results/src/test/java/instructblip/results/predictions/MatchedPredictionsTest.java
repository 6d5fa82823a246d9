package instructblip.results.predictions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import instructblip.results.record.RecordException;
import instructblip.results.record.SampleRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class MatchedPredictionsTest {

    private static final List<AskedSample> SAMPLES =
            List.of(
                    sample("a.jpg", "What's  on the lid?\n"),
                    sample("b.jpg", "is it red?"),
                    sample("c.jpg", ""));

    private static AskedSample sample(String id, String question) {
        return new AskedSample(record(id, List.of("yes"), Optional.empty()), question);
    }

    private static SampleRecord record(
            String id, List<String> references, Optional<String> prediction) {
        return new SampleRecord(
                "set",
                id,
                List.of(),
                "",
                references,
                List.of(),
                prediction,
                Map.of(),
                Optional.empty(),
                Map.of());
    }

    private static Prediction named(String... ids) {
        SampleKey key = new SampleKey(List.of(ids), OptionalLong.empty(), "");
        return Prediction.foreign("here", key, Answer.text(ids[0]));
    }

    private static Prediction row(long row, String question, String... ids) {
        SampleKey key = new SampleKey(List.of(ids), OptionalLong.of(row), question);
        return Prediction.foreign("here", key, Answer.text("row " + row));
    }

    private static MatchedPredictions match(Prediction... predictions) {
        return MatchedPredictions.of("FILE", SAMPLES, List.of(predictions));
    }

    private static String fault(Prediction... predictions) {
        return assertThrows(RecordException.class, () -> match(predictions)).getMessage();
    }

    private static List<String> answers(MatchedPredictions matched) {
        return matched.records().stream()
                .map(record -> record.id() + ": " + record.prediction().orElseThrow())
                .toList();
    }

    @Test
    void answersStandInTheOrderOfTheDataSet() {
        MatchedPredictions matched = match(named("c.jpg"), named("a.jpg"), named("b.jpg"));

        assertEquals(List.of("a.jpg: a.jpg", "b.jpg: b.jpg", "c.jpg: c.jpg"), answers(matched));
        assertEquals(Optional.empty(), matched.missing());
    }

    @Test
    void missingSamplesAreCountedAndNamed() {
        MatchedPredictions matched = match(named("b.jpg"));

        assertEquals(List.of("b.jpg: b.jpg"), answers(matched));
        assertEquals(
                Optional.of("2 samples have no prediction: \"a.jpg\", \"c.jpg\""),
                matched.missing());
    }

    @Test
    void doubleAndUnknownSamplesAreCountedAndNamed() {
        assertEquals(
                "FILE: 1 prediction is of no known sample: \"d.jpg\"\n1 prediction repeats a sample: \"a.jpg\"",
                fault(named("a.jpg"), named("a.jpg"), named("d.jpg")));
        assertEquals(
                "FILE: 4 predictions are of no known sample: \"1\", \"2\", \"\\u001b3\", …",
                fault(named("1"), named("2"), named("\u001b3"), named("4")));
    }

    @Test
    void anImageIsKnownWithoutTheExtensionOfItsFile() {
        assertEquals(List.of("b.jpg: b"), answers(match(named("b"))));
        assertEquals(List.of("b.jpg: x"), answers(match(named("x", "b.JPG"))));
    }

    @Test
    void rowsAreCheckedAgainstTheQuestionWithoutCaseAndSpace() {
        assertEquals(
                List.of("a.jpg: row 0", "b.jpg: row 1", "c.jpg: row 2"),
                answers(
                        match(
                                row(2, ""),
                                row(1, "Is it red?\nAnswer briefly."),
                                row(0, "  what's on the lid? "))));
        assertEquals(
                "FILE: 1 prediction has another question than its sample: \"row 0\"",
                fault(row(0, "Is it red?")));
        assertEquals(
                "FILE: 1 prediction is of no known sample: \"row 3\"", fault(row(3, "Is it red?")));
    }

    @Test
    void anUnknownIdFallsBackToItsRowOnlyIfTheQuestionTells() {
        assertEquals(List.of("b.jpg: row 1"), answers(match(row(1, "is it red?", "x"))));
        assertEquals(
                "FILE: 1 prediction is of no known sample: \"x\"",
                fault(row(2, "is it red?", "x")));
        assertEquals("FILE: 1 prediction is of no known sample: \"x\"", fault(row(1, "", "x")));
    }

    @Test
    void theDataSetHoldsWhereARecordDiffers() {
        SampleRecord own = record("a.jpg", List.of("no"), Optional.of("yes"));
        Prediction prediction =
                new Prediction(
                        "line 1",
                        SampleKey.id("a.jpg"),
                        Options.recorded("line 1", own),
                        Optional.of(own));

        MatchedPredictions matched = match(prediction);

        assertEquals(List.of("yes"), matched.records().get(0).references());
        assertEquals(
                List.of("1 prediction was made with other references: \"a.jpg\""),
                matched.differences());
    }

    @Test
    void idsThatDifferOnlyByExtensionAreNotGuessed() {
        List<AskedSample> samples = new ArrayList<>(SAMPLES);
        samples.add(sample("a.png", ""));

        String message =
                assertThrows(
                                RecordException.class,
                                () -> MatchedPredictions.of("FILE", samples, List.of(named("a"))))
                        .getMessage();

        assertEquals("FILE: 1 prediction is of no known sample: \"a\"", message);
    }
}
