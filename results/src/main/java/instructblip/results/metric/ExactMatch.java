package instructblip.results.metric;

import instructblip.results.metric.vqa.AnswerForm;
import instructblip.results.record.SampleRecord;
import java.util.List;

/**
 * Share of answers that equal a right answer but for outer white space; by the fact {@code
 * answer_type} where records have it.
 */
public final class ExactMatch implements Metric {

    @Override
    public String name() {
        return "accuracy";
    }

    @Override
    public Evaluation evaluate(List<SampleRecord> records) {
        return ScoreSheet.of(
                        records,
                        record ->
                                score(record, RecordFields.prediction(record), AnswerForm.STRIPPED),
                        record -> RecordFields.text(record, "answer_type").stream().toList(),
                        List.of())
                .evaluation();
    }

    /** 100 when the answer equals one of the record's right answers in the given form, else 0. */
    static double score(SampleRecord record, String answer, AnswerForm form) {
        String compared = form.of(answer);
        for (String reference : RecordFields.references(record)) {
            if (form.of(reference).equals(compared)) {
                return 100;
            }
        }
        return 0;
    }
}
