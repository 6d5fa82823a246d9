package instructblip.results.metric;

import instructblip.results.metric.vqa.AnswerForm;
import instructblip.results.record.SampleRecord;
import java.util.List;
import java.util.Map;

/**
 * Share of questions of MSVD-QA or MSRVTT-QA whose best candidate is the one right answer. {@code
 * also} has {@code exact_match}, the share of equal texts.
 */
public final class VideoQaAccuracy implements Metric {

    private final AnswerForm form;

    private VideoQaAccuracy(AnswerForm form) {
        this.form = form;
    }

    /** As the authors' code (LAVIS {@code GQATask}) compares: both sides normalised. */
    public static VideoQaAccuracy lavis() {
        return new VideoQaAccuracy(AnswerForm.LAVIS_GQA);
    }

    /** Texts as they are, as Just-Ask compares entries of its answer vocabulary. */
    public static VideoQaAccuracy exact() {
        return new VideoQaAccuracy(AnswerForm.AS_IS);
    }

    @Override
    public String name() {
        return "accuracy";
    }

    @Override
    public Evaluation evaluate(List<SampleRecord> records) {
        ScoreSheet sheet = new ScoreSheet(List.of());
        Mean exact = new Mean();
        for (SampleRecord record : records) {
            String best = RankedCandidates.bestText(record);
            sheet.add(record, ExactMatch.score(record, best, form), List.of());
            exact.add(ExactMatch.score(record, best, AnswerForm.AS_IS));
        }
        return sheet.evaluation(Map.of("exact_match", exact.value()));
    }
}
