package instructblip.results.metric;

import instructblip.results.metric.vqa.VqaScorer;
import java.util.List;
import java.util.stream.Collectors;

/** All metrics by name. */
public final class Metrics {

    private static final MetricVariant VQA =
            variant("official", "VQA challenge vqaEval.py since 2021", VqaAccuracy.official());

    private static final MetricVariant VQA_LAVIS =
            variant("lavis", "LAVIS vqa_eval.py, VQA challenge until 2021", VqaAccuracy.lavis());

    private static final MetricVariant VIZWIZ =
            variant("vizwiz", "VizWiz API vqaEval.py", VqaAccuracy.vizWiz());

    private static final MetricVariant LMMS_EVAL =
            variant("lmms-eval", "lmms-eval vqa_eval_metric.py", VqaAccuracy.by(VqaScorer.M4C));

    private static final MetricVariant VLMEVALKIT =
            variant("vlmevalkit", "VLMEvalKit vqa_eval.py", VqaAccuracy.by(VqaScorer.VLMEVALKIT));

    private static final List<MetricFamily> ALL =
            List.of(
                    MetricFamily.of(
                            "exact-match",
                            "share of answers that equal a right one",
                            official("equality but for outer white space", new ExactMatch())),
                    MetricFamily.of(
                            "vqa",
                            "agreement with about ten annotators (VQAv2, OK-VQA)",
                            VQA,
                            VQA_LAVIS,
                            VIZWIZ,
                            variant(
                                    "lmms-eval",
                                    "lmms-eval vqav2",
                                    VqaAccuracy.by(VqaScorer.LMMS_EVAL_VQAV2)),
                            VLMEVALKIT),
                    MetricFamily.of(
                            "vizwiz",
                            "agreement with ten annotators, whose answers stay as they are",
                            VIZWIZ,
                            VQA,
                            VQA_LAVIS,
                            LMMS_EVAL,
                            VLMEVALKIT),
                    MetricFamily.of(
                            "textvqa",
                            "agreement with ten annotators on text in images",
                            variant("m4c", "mmf m4c_evaluators.py, TextVQA", VqaAccuracy.textVqa()),
                            variant(
                                    "st-vqa",
                                    "mmf m4c_evaluators.py, ST-VQA",
                                    VqaAccuracy.by(VqaScorer.ST_VQA)),
                            LMMS_EVAL,
                            VLMEVALKIT),
                    MetricFamily.of(
                            "a-okvqa",
                            "share of direct answers that three annotators gave",
                            official("A-OKVQA eval_predictions.py", new AokvqaDirectAnswer())),
                    MetricFamily.of(
                            "gqa",
                            "share of right answers, to binary and to open questions",
                            variant("lavis", "LAVIS GQATask: normalised", GqaAccuracy.lavis()),
                            variant("official", "GQA eval.py: stripped", GqaAccuracy.official()),
                            variant(
                                    "eval-py",
                                    "GQA eval.py to the letter",
                                    GqaAccuracy.officialToTheLetter()),
                            variant(
                                    "lmms-eval",
                                    "lmms-eval: no case, no punctuation",
                                    GqaAccuracy.lmmsEval()),
                            variant(
                                    "vlmevalkit",
                                    "VLMEvalKit: no case, no outer white space",
                                    GqaAccuracy.vlmEvalKit())),
                    MetricFamily.of(
                            "video-qa",
                            "share of right answers about videos (MSVD-QA, MSRVTT-QA)",
                            variant("lavis", "LAVIS GQATask: normalised", VideoQaAccuracy.lavis()),
                            variant("official", "Just-Ask: as it is", VideoQaAccuracy.exact())),
                    MetricFamily.of(
                            "ivqa",
                            "share of answers that two of five annotators gave",
                            official("Just-Ask util.py", new IvqaAccuracy())),
                    MetricFamily.of(
                            "yes-no",
                            "share of statements judged right (VSR)",
                            official("VSR eval.py", new VerbalizerAccuracy())),
                    MetricFamily.of(
                            "yes-no-auc",
                            "area under the ROC curve of saying yes (HatefulMemes)",
                            official("scikit-learn roc_auc_score", new VerbalizerAuc())),
                    MetricFamily.of(
                            "choice",
                            "share of questions with the right option chosen (IconQA)",
                            official("IconQA: places of options", new ChoiceAccuracy())),
                    MetricFamily.of(
                            "scienceqa",
                            "share of questions with the right option chosen, by category",
                            official("ScienceQA evaluate_acc.py", ScienceQaAccuracy.byCategory()),
                            variant(
                                    "topics",
                                    "ScienceQA evaluate_acc.py, by topic too",
                                    ScienceQaAccuracy.byCategoryAndTopic())),
                    MetricFamily.of(
                            "visdial",
                            "rank of the right answer among the options, recall, NDCG",
                            official("Visual Dialog metrics.py", new VisualDialogRanks())),
                    MetricFamily.of(
                            "caption",
                            "CIDEr of captions, BLEU-1 to BLEU-4, ROUGE-L",
                            official("pycocoevalcap on CoreNLP 3.4.1", new CaptionScores())));

    private Metrics() {}

    /** In the order in which they are listed. */
    public static List<MetricFamily> all() {
        return ALL;
    }

    /**
     * A metric by its name.
     *
     * @throws IllegalArgumentException when there is none; names those that are
     */
    public static MetricFamily named(String name) {
        return ALL.stream()
                .filter(family -> family.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "there is no metric \"%s\"; there are %s"
                                                .formatted(name, names())));
    }

    private static String names() {
        return ALL.stream().map(MetricFamily::name).collect(Collectors.joining(", "));
    }

    private static MetricVariant official(String source, Metric metric) {
        return variant("official", source, metric);
    }

    private static MetricVariant variant(String name, String source, Metric metric) {
        return new MetricVariant(name, source, metric);
    }
}
