package instructblip.results.metric;

import instructblip.results.record.SampleRecord;
import java.util.List;

/**
 * A-OKVQA direct-answer accuracy: right when three annotators, the record's references, gave the
 * very text. Questions with the fact {@code difficult_direct_answer} do not count. Source: A-OKVQA
 * {@code eval_predictions.py}.
 */
public final class AokvqaDirectAnswer implements Metric {

    private static final double ENOUGH = 3;

    @Override
    public String name() {
        return "accuracy";
    }

    @Override
    public Evaluation evaluate(List<SampleRecord> records) {
        List<SampleRecord> counted =
                records.stream()
                        .filter(
                                record ->
                                        !RecordFields.flag(record, "difficult_direct_answer")
                                                .orElse(false))
                        .toList();
        return ScoreSheet.of(counted, AokvqaDirectAnswer::score, record -> List.of(), List.of())
                .evaluation();
    }

    private static double score(SampleRecord record) {
        String answer = RecordFields.prediction(record);
        long matches =
                RecordFields.references(record).stream()
                        .filter(reference -> reference.equals(answer))
                        .count();
        return 100 * Math.min(1, matches / ENOUGH);
    }
}
