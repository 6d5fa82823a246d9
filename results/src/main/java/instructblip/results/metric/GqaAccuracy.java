package instructblip.results.metric;

import instructblip.results.metric.vqa.AnswerForm;
import instructblip.results.record.SampleRecord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Share of GQA questions whose answer equals the right one in a form; by the fact {@code
 * structural}: "query" is an open question, all else a binary one. {@code also} has the equality of
 * GQA's own {@code eval.py}, outer white space apart.
 */
public final class GqaAccuracy implements Metric {

    private static final List<String> GROUPS = List.of("binary", "open");

    private final AnswerForm form;

    private GqaAccuracy(AnswerForm form) {
        this.form = form;
    }

    /** As the authors' code (LAVIS {@code GQATask}) compares: both sides normalised. */
    public static GqaAccuracy lavis() {
        return new GqaAccuracy(AnswerForm.LAVIS_GQA);
    }

    /** As GQA's {@code eval.py} compares answers that a model writes: without normalisation. */
    public static GqaAccuracy official() {
        return new GqaAccuracy(AnswerForm.STRIPPED);
    }

    /** As GQA's {@code eval.py} compares, outer white space included. */
    public static GqaAccuracy officialToTheLetter() {
        return new GqaAccuracy(AnswerForm.AS_IS);
    }

    /** As lmms-eval compares: without case and ASCII punctuation. */
    public static GqaAccuracy lmmsEval() {
        return new GqaAccuracy(AnswerForm.LMMS_EVAL_GQA);
    }

    /** As VLMEvalKit compares: without case and outer white space. */
    public static GqaAccuracy vlmEvalKit() {
        return new GqaAccuracy(AnswerForm.VLMEVALKIT_GQA);
    }

    @Override
    public String name() {
        return "accuracy";
    }

    @Override
    public Evaluation evaluate(List<SampleRecord> records) {
        ScoreSheet official = compare(records, AnswerForm.STRIPPED);
        Map<String, Double> also = new LinkedHashMap<>();
        also.put("official", official.mean());
        official.groupMeans().forEach((group, mean) -> also.put("official_" + group, mean));
        return compare(records, form).evaluation(also);
    }

    private static ScoreSheet compare(List<SampleRecord> records, AnswerForm form) {
        return ScoreSheet.of(
                records,
                record -> ExactMatch.score(record, RecordFields.prediction(record), form),
                GqaAccuracy::group,
                GROUPS);
    }

    private static List<String> group(SampleRecord record) {
        return RecordFields.text(record, "structural")
                .map(type -> type.equals("query") ? "open" : "binary")
                .stream()
                .toList();
    }
}
