package instructblip.results.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import instructblip.results.record.SampleRecord;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VqaAccuracyTest {

    @Test
    void variantsDifferInWhichSideIsBroughtIntoForm() {
        SampleRecord two = tenTimes("two", "2");
        assertEquals(0, VqaAccuracy.official().evaluate(List.of(two)).value());
        assertEquals(0, VqaAccuracy.lavis().evaluate(List.of(two)).value());
        SampleRecord capital = tenTimes("yes", "Yes");
        assertEquals(0, VqaAccuracy.official().evaluate(List.of(capital)).value());
        assertEquals(100, VqaAccuracy.lavis().evaluate(List.of(capital)).value());
        SampleRecord typographic = tenTimes("don’t know", "dont know");
        assertEquals(100, VqaAccuracy.vizWiz().evaluate(List.of(typographic)).value());
        assertEquals(0, VqaAccuracy.lavis().evaluate(List.of(typographic)).value());
    }

    @Test
    void marksTellAnnotatorsApart() {
        List<String> answers = List.of("dog", "dog", "dog", "dog", "cat");
        Map<String, Object> marks = Map.of("answer_marks", List.of("", "", "", "", ""));
        SampleRecord record = Records.answered("1", "dog", answers, marks);
        assertEquals(20, VqaAccuracy.official().evaluate(List.of(record)).value(), 1e-12);
        SampleRecord short1 =
                Records.answered("a\nb", "dog", answers, Map.of("answer_marks", List.of(1)));
        UnscorableRecordException fault =
                assertThrows(
                        UnscorableRecordException.class,
                        () -> VqaAccuracy.official().evaluate(List.of(short1)));
        assertEquals(
                "test, sample a?b: the fact \"answer_marks\" is [1];"
                        + " expected one mark for each of 5 answers",
                fault.getMessage());
    }

    private static SampleRecord tenTimes(String annotators, String answer) {
        return Records.answered("1", answer, Collections.nCopies(10, annotators), Map.of());
    }
}
