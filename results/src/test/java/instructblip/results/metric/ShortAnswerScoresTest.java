package instructblip.results.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import instructblip.results.record.SampleRecord;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What metrics of written answers make of unusual records. */
class ShortAnswerScoresTest {

    @Test
    void cellThatPandasReadsAsMissingIsNoAnswer() {
        for (String missing : List.of("", "NA", "N/A", "n/a", "nan", "null", "#N/A", "<NA>")) {
            assertEquals(0, ivqa(missing, List.of(missing, missing, "b", "c", "d")), missing);
        }
        assertEquals(100, ivqa("none", List.of("none", "none", "b", "c", "d")));
        assertEquals(50, ivqa("None", List.of("None", "none", "b", "c", "d")));
        assertEquals(0, ivqa("b ", List.of("b", "b", "b", "c", "d")));
    }

    @Test
    void gqaWithoutQuestionTypesHasNoGroups() {
        SampleRecord record = Records.answered("1", " The Bus ", List.of("bus"), Map.of());
        Evaluation evaluation = GqaAccuracy.lavis().evaluate(List.of(record));
        assertEquals(100, evaluation.value());
        assertEquals(Map.of(), evaluation.breakdown());
        assertEquals(Map.of("official", 0.0), evaluation.also());
    }

    @Test
    void gqaOfficialVariantIsTheFigureBesideTheDefault() {
        List<SampleRecord> records = OfficialCases.records("gqa");
        Evaluation official = GqaAccuracy.official().evaluate(records);
        Map<String, Double> also = GqaAccuracy.lavis().evaluate(records).also();
        assertEquals(also.get("official"), official.value());
        assertEquals(also.get("official_open"), official.breakdown().get("open"));
    }

    @Test
    void textVqaNeedsTenAnnotators() {
        SampleRecord record = Records.answered("1", "42", List.of("42", "42"), Map.of());
        assertFault(
                "test, sample 1: there are 2 annotators' answers; expected 10",
                VqaAccuracy.textVqa(),
                record);
    }

    @Test
    void recordWithoutAnswerOrReferenceIsNamed() {
        SampleRecord unlabelled = Records.answered("1", "42", List.of(), Map.of());
        assertFault(
                "test, sample 1: there is no right answer to compare with",
                new IvqaAccuracy(),
                unlabelled);
        SampleRecord failed =
                new SampleRecord(
                        "te\u001Bst",
                        "2\u2028",
                        List.of(),
                        "",
                        List.of("x"),
                        List.of(),
                        Optional.empty(),
                        Map.of(),
                        Optional.of("image is broken"),
                        Map.of());
        assertFault("te?st, sample 2?: there is no answer", new CaptionScores(), failed);
    }

    @Test
    void difficultyIsATruthValue() {
        SampleRecord record =
                Records.answered(
                        "1", "a", List.of("a"), Map.of("difficult_direct_answer", "maybe"));
        assertFault(
                "test, sample 1: the fact \"difficult_direct_answer\" is maybe;"
                        + " expected true or false",
                new AokvqaDirectAnswer(),
                record);
    }

    private static void assertFault(String message, Metric metric, SampleRecord record) {
        assertEquals(
                message,
                assertThrows(
                                UnscorableRecordException.class,
                                () -> metric.evaluate(List.of(record)))
                        .getMessage());
    }

    private static double ivqa(String answer, List<String> annotators) {
        SampleRecord record = Records.answered("1", answer, annotators, Map.of());
        return new IvqaAccuracy().evaluate(List.of(record)).value();
    }
}
