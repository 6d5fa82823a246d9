package instructblip.cli.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import instructblip.cli.bench.BatchAgreement.Answers;
import instructblip.cli.bench.BatchAgreement.Difference;
import instructblip.results.record.SampleRecord;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BatchAgreementTest {

    private static SampleRecord record(String id, String answer, Map<String, Double> losses) {
        return new SampleRecord(
                "bench",
                id,
                List.of("0.png"),
                "",
                List.of(),
                List.copyOf(losses.keySet()),
                Optional.of(answer),
                losses,
                Optional.empty(),
                Map.of());
    }

    @Test
    void namesBatchAndSampleWhoseTextDiffers() {
        List<SampleRecord> alone =
                List.of(record("a", "red", Map.of()), record("b", "blue", Map.of()));
        List<SampleRecord> other =
                List.of(record("a", "red", Map.of()), record("b", "Blue", Map.of()));

        BatchAgreement agreement =
                BatchAgreement.of(alone, List.of(new Answers(8, alone), new Answers(16, other)));

        assertFalse(agreement.equal());
        assertEquals(List.of(new Difference(16, "b", "Blue", "blue")), agreement.differing());
        assertEquals(Optional.empty(), agreement.largestScoreDifference());
    }

    @Test
    void equalTextsAreEqualAnswersHoweverCloseTheLosses() {
        List<SampleRecord> alone = List.of(record("a", "red", Map.of("red", 1.0, "blue", 2.0)));
        List<SampleRecord> other = List.of(record("a", "red", Map.of("red", 1.0, "blue", 2.25)));

        BatchAgreement agreement = BatchAgreement.of(alone, List.of(new Answers(2, other)));

        assertTrue(agreement.equal());
        assertEquals(Optional.of(0.25), agreement.largestScoreDifference());
    }

    @Test
    void aFailedSampleIsAnAnswerOfItsOwn() {
        SampleRecord failed =
                new SampleRecord(
                        "bench",
                        "a",
                        List.of("0.png"),
                        "",
                        List.of(),
                        List.of(),
                        Optional.empty(),
                        Map.of(),
                        Optional.of("numbers are not finite"),
                        Map.of());
        BatchAgreement agreement =
                BatchAgreement.of(
                        List.of(record("a", "red", Map.of())),
                        List.of(new Answers(2, List.of(failed))));
        assertEquals(
                List.of(new Difference(2, "a", "numbers are not finite", "red")),
                agreement.differing());
    }
}
