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

    private static final int ANY = -1;
    private static final int TEXT_VQA_ANNOTATORS = 10;

    private final VqaScorer scorer;
    private final int expectedAnnotators;

    private VqaAccuracy(VqaScorer scorer, int expectedAnnotators) {
        this.scorer = scorer;
        this.expectedAnnotators = expectedAnnotators;
    }

    /** As the VQA challenge's program since 2021 gives it. */
    public static VqaAccuracy official() {
        return by(VqaScorer.OFFICIAL);
    }

    /** As LAVIS, and the challenge's program until 2021, give it. */
    public static VqaAccuracy lavis() {
        return by(VqaScorer.LAVIS);
    }

    /** As the VizWiz challenge's program gives it. */
    public static VqaAccuracy vizWiz() {
        return by(VqaScorer.VIZWIZ);
    }

    /** As mmf gives it for TextVQA, where a question must have ten annotators. */
    public static VqaAccuracy textVqa() {
        return new VqaAccuracy(VqaScorer.M4C, TEXT_VQA_ANNOTATORS);
    }

    /** As one of the published scorers gives it, for any number of annotators. */
    public static VqaAccuracy by(VqaScorer scorer) {
        return new VqaAccuracy(scorer, ANY);
    }

    @Override
    public String name() {
        return "accuracy";
    }

    @Override
    public Evaluation evaluate(List<SampleRecord> records) {
        return ScoreSheet.of(
                        records,
                        this::score,
                        record -> RecordFields.text(record, "answer_type").stream().toList(),
                        List.of())
                .evaluation();
    }

    private double score(SampleRecord record) {
        List<HumanAnswer> annotators = annotators(record);
        if (expectedAnnotators != ANY && annotators.size() != expectedAnnotators) {
            throw new UnscorableRecordException(
                    record,
                    "there are %d annotators' answers; expected %d"
                            .formatted(annotators.size(), expectedAnnotators));
        }
        return 100 * scorer.accuracy(RecordFields.prediction(record), annotators);
    }

    private static List<HumanAnswer> annotators(SampleRecord record) {
        List<String> texts = RecordFields.references(record);
        List<?> marks = marks(record);
        List<HumanAnswer> annotators = new ArrayList<>(texts.size());
        for (int person = 0; person < texts.size(); person++) {
            Object mark = marks.isEmpty() ? person : marks.get(person);
            annotators.add(new HumanAnswer(texts.get(person), mark));
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
