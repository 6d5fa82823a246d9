package instructblip.results.metric;

import instructblip.results.metric.vqa.HumanAnswer;
import instructblip.results.metric.vqa.VqaScorer;
import instructblip.results.record.SampleRecord;
import java.util.ArrayList;
import java.util.List;

/**
 * VQA accuracy against about ten annotators, the record's references; by the fact {@code
 * answer_type}. The fact {@code answer_marks}, a text per reference, says what else tells
 * annotators apart (see {@link HumanAnswer}); without it each is a person of their own.
 *
 * @see VqaScorer
 */
public final class VqaAccuracy implements Metric {

    private final VqaScorer scorer;

    private VqaAccuracy(VqaScorer scorer) {
        this.scorer = scorer;
    }

    /** As the VQA challenge's program since 2021 gives it. */
    public static VqaAccuracy official() {
        return new VqaAccuracy(VqaScorer.OFFICIAL);
    }

    /** As LAVIS, and the challenge's program until 2021, give it. */
    public static VqaAccuracy lavis() {
        return new VqaAccuracy(VqaScorer.LAVIS);
    }

    /** As the VizWiz challenge's program gives it. */
    public static VqaAccuracy vizWiz() {
        return new VqaAccuracy(VqaScorer.VIZWIZ);
    }

    @Override
    public String name() {
        return "accuracy";
    }

    @Override
    public Evaluation evaluate(List<SampleRecord> records) {
        ScoreSheet sheet = new ScoreSheet();
        for (SampleRecord record : records) {
            double score =
                    100 * scorer.accuracy(RecordFields.prediction(record), annotators(record));
            sheet.add(record, score);
            RecordFields.text(record, "answer_type")
                    .ifPresent(type -> sheet.addToGroup(type, score));
        }
        return sheet.evaluation();
    }

    private static List<HumanAnswer> annotators(SampleRecord record) {
        List<String> texts = RecordFields.references(record);
        List<?> marks = marks(record);
        List<HumanAnswer> annotators = new ArrayList<>(texts.size());
        for (int person = 0; person < texts.size(); person++) {
            Object mark = marks.isEmpty() ? person : marks.get(person);
            annotators.add(new HumanAnswer(texts.get(person), String.valueOf(mark)));
        }
        return annotators;
    }

    private static List<?> marks(SampleRecord record) {
        Object marks = record.facts().getOrDefault("answer_marks", List.of());
        if (!(marks instanceof List<?> list)
                || !(list.isEmpty() || list.size() == record.references().size())) {
            throw new UnscorableRecordException(
                    record,
                    "the fact \"answer_marks\" is %s; expected one mark for each of %d answers"
                            .formatted(marks, record.references().size()));
        }
        return list;
    }
}
