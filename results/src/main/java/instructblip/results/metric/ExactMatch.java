package instructblip.results.metric;

import instructblip.results.metric.vqa.PythonText;
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
        ScoreSheet sheet = new ScoreSheet();
        for (SampleRecord record : records) {
            double score = isRight(record) ? 100 : 0;
            sheet.add(record, score);
            RecordFields.text(record, "answer_type")
                    .ifPresent(type -> sheet.addToGroup(type, score));
        }
        return sheet.evaluation();
    }

    private static boolean isRight(SampleRecord record) {
        String answer = PythonText.strip(RecordFields.prediction(record));
        return RecordFields.references(record).stream()
                .anyMatch(reference -> PythonText.strip(reference).equals(answer));
    }
}
