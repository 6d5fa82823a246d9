package instructblip.results.metric.vqa;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Accuracy of one answer against several annotators. The scorers differ in which side they bring
 * into which form.
 */
public enum VqaScorer {
    /**
     * GT-Vision-Lab/VQA {@code vqaEval.py} since 2021. Where all annotators agree, nothing is
     * brought into another form: "Yes" is then no "yes".
     */
    OFFICIAL {
        @Override
        public double accuracy(String answer, List<HumanAnswer> answers) {
            List<HumanAnswer> lines = map(answers, AnswerForm::oneLine);
            if (areEqual(lines)) {
                return Agreement.of(AnswerForm.oneLine(answer), lines);
            }
            return Agreement.of(
                    AnswerForm.OFFICIAL.of(answer), map(lines, AnswerForm.OFFICIAL::of));
        }
    },
    /**
     * The same file until 2021, and LAVIS {@code vqa_eval.py}. Annotators' answers lose at most
     * their punctuation: "two" never matches, because the answer is brought to "2".
     */
    LAVIS {
        @Override
        public double accuracy(String answer, List<HumanAnswer> answers) {
            List<HumanAnswer> compared =
                    areEqual(answers) ? answers : map(answers, Punctuation.OFFICIAL::remove);
            return Agreement.of(AnswerForm.OFFICIAL.of(answer), compared);
        }
    },
    /** VizWiz API {@code vqaEval.py}: annotators' answers stay as they are. */
    VIZWIZ {
        @Override
        public double accuracy(String answer, List<HumanAnswer> answers) {
            return Agreement.of(AnswerForm.VIZWIZ.of(answer), answers);
        }
    },
    /** mmf {@code TextVQAAccuracyEvaluator}; lmms-eval scores VizWiz and OK-VQA like this too. */
    M4C {
        @Override
        public double accuracy(String answer, List<HumanAnswer> answers) {
            return bothSides(AnswerForm.M4C, answer, answers);
        }
    },
    /** mmf {@code STVQAAccuracyEvaluator}: right when any annotator gave the answer. */
    ST_VQA {
        @Override
        public double accuracy(String answer, List<HumanAnswer> answers) {
            String compared = AnswerForm.M4C.of(answer);
            return answers.stream()
                            .anyMatch(human -> AnswerForm.M4C.of(human.text()).equals(compared))
                    ? 1
                    : 0;
        }
    },
    /** lmms-eval {@code vqav2}. */
    LMMS_EVAL_VQAV2 {
        @Override
        public double accuracy(String answer, List<HumanAnswer> answers) {
            return bothSides(AnswerForm.LMMS_EVAL_VQAV2, answer, answers);
        }
    },
    /** VLMEvalKit {@code vqa_score}. */
    VLMEVALKIT {
        @Override
        public double accuracy(String answer, List<HumanAnswer> answers) {
            return bothSides(AnswerForm.VLMEVALKIT, answer, answers);
        }
    };

    /**
     * Accuracy, 0 to 1.
     *
     * @param answers of the annotators, at least one
     */
    public abstract double accuracy(String answer, List<HumanAnswer> answers);

    private static double bothSides(AnswerForm form, String answer, List<HumanAnswer> answers) {
        return Agreement.of(form.of(answer), map(answers, form::of));
    }

    private static List<HumanAnswer> map(List<HumanAnswer> answers, UnaryOperator<String> form) {
        return answers.stream().map(answer -> answer.as(form.apply(answer.text()))).toList();
    }

    private static boolean areEqual(List<HumanAnswer> answers) {
        return answers.stream().map(HumanAnswer::text).distinct().count() == 1;
    }
}
