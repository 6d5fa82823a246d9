package instructblip.results.metric.vqa;

import instructblip.results.metric.text.PythonText;
import java.util.function.UnaryOperator;

/** The form in which a scorer compares answers. Each constant is one published chain of steps. */
public enum AnswerForm {
    /** Unchanged. */
    AS_IS(answer -> answer),
    /** Without outer white space. */
    STRIPPED(PythonText::strip),
    /** GT-Vision-Lab/VQA {@code vqaEval.py}: one line, punctuation, words. */
    OFFICIAL(answer -> words(Punctuation.OFFICIAL.remove(oneLine(answer)))),
    /** VizWiz API {@code vqaEval.py}: as the official one, with typographic apostrophes. */
    VIZWIZ(
            answer ->
                    AnswerWords.unify(
                            Punctuation.OFFICIAL.remove(oneLine(answer)), Contractions.VIZWIZ)),
    /** LAVIS {@code GQATask}: punctuation and words only. */
    LAVIS_GQA(answer -> words(Punctuation.OFFICIAL.remove(answer))),
    /**
     * mmf {@code EvalAIAnswerProcessor}: commas and question marks are deleted and "'s" is split
     * off before the steps of the official form.
     */
    M4C(answer -> words(Punctuation.M4C.remove(oneLine(wordTokenize(answer))))),
    /** lmms-eval {@code vqav2}: mmf's form without the splitting. */
    LMMS_EVAL_VQAV2(answer -> words(Punctuation.M4C.remove(oneLine(answer)))),
    /** VLMEvalKit {@code process_answer}. */
    VLMEVALKIT(answer -> words(Punctuation.VLMEVALKIT.remove(oneLine(answer)))),
    /** lmms-eval's {@code exact_match} on GQA: lower case, no {@code string.punctuation}. */
    LMMS_EVAL_GQA(answer -> PythonText.lower(answer).replaceAll("\\p{Punct}", "")),
    /** VLMEvalKit on GQA: lower case, no outer white space. */
    VLMEVALKIT_GQA(answer -> PythonText.lower(PythonText.strip(answer)));

    private final UnaryOperator<String> steps;

    AnswerForm(UnaryOperator<String> steps) {
        this.steps = steps;
    }

    /** The answer in this form. */
    public String of(String answer) {
        return steps.apply(answer);
    }

    /**
     * What VQA scorers do to every answer first: line breaks and tabs become spaces, then strip.
     */
    public static String oneLine(String answer) {
        return PythonText.strip(answer.replace('\n', ' ').replace('\t', ' '));
    }

    /** {@code word_tokenize} of mmf. */
    static String wordTokenize(String answer) {
        String bare = PythonText.lower(answer).replace(",", "").replace("?", "");
        return PythonText.strip(bare.replace("'s", " 's"));
    }

    private static String words(String text) {
        return AnswerWords.unify(text, Contractions.OFFICIAL);
    }
}
