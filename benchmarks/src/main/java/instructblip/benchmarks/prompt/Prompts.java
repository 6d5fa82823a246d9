package instructblip.benchmarks.prompt;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the paper asks (InstructBLIP, appendix E) and what LAVIS asks instead, by preset. Strings
 * that are not in the paper's transcriptions say so.
 */
public final class Prompts {

    private static final String PAPER = "InstructBLIP paper, appendix E";

    private Prompts() {}

    /** Of the caption sets; the space at the end belongs to it. */
    public static Map<Preset, Prompt> caption() {
        return byPreset(
                prompt("A short image description: ", PAPER),
                prompt(
                        "A short image caption.",
                        "LAVIS lavis/projects/instructblip/caption_nocaps_out_domain_*_eval.yaml"));
    }

    /** Of sets that ask for a short answer. */
    public static Map<Preset, Prompt> question() {
        return byPreset(
                prompt("Question: {question} Short answer:", PAPER),
                prompt(
                        "Question: {question} Short Answer:",
                        "LAVIS lavis/projects/instructblip, question answering configurations"));
    }

    /** Of TextVQA: the tokens read in the image come first. */
    public static Map<Preset, Prompt> readingQuestion() {
        return byPreset(
                prompt("OCR tokens: {ocr_tokens}. Question: {question} Short answer:", PAPER));
    }

    /** Of IconQA. */
    public static Map<Preset, Prompt> options() {
        return byPreset(
                prompt(
                        "Question: {question} Options: {options}. Short answer:",
                        PAPER
                                + " (as remembered; VisLingInstruct, arXiv 2402.07398, ends in"
                                + " \"Answer:\")"));
    }

    /** Of ScienceQA: the context is left out where a question has none. */
    public static Map<Preset, Prompt> optionsInContext() {
        String question = "Question: {question} Options: {options}. Answer:";
        return byPreset(
                new Prompt(
                        PromptTemplate.of("Context: {hint} " + question),
                        PAPER + "; context where there is one: an author in LAVIS issue 326",
                        Optional.of(new Prompt.Without("hint", PromptTemplate.of(question)))),
                prompt(
                        "context: {hint}. " + question,
                        "LAVIS _predict_class writes the context thus, empty or not; the rest is"
                                + " the paper's, as LAVIS ships none"));
    }

    /** Of Hateful Memes. */
    public static Map<Preset, Prompt> meme() {
        return byPreset(
                prompt(
                        "This is an image with: \"{text}\" written on it. Is it hateful? Answer:",
                        PAPER));
    }

    /** Of VSR. */
    public static Map<Preset, Prompt> statement() {
        return byPreset(
                prompt(
                        "Based on the image, is this statement true or false? \"{caption}\" Answer:",
                        PAPER));
    }

    /** Of Visual Dialog. */
    public static Map<Preset, Prompt> dialog() {
        return byPreset(
                prompt("Dialog history: {history}\n Question: {question} Short answer:", PAPER),
                prompt(
                        "dialog history: {history}\nQuestion: {question} Short answer:",
                        "LAVIS _predict_class writes the history thus; the rest is the paper's, as"
                                + " LAVIS ships none"));
    }

    private static Map<Preset, Prompt> byPreset(Prompt paper) {
        return byPreset(paper, paper);
    }

    private static Map<Preset, Prompt> byPreset(Prompt paper, Prompt lavis) {
        Map<Preset, Prompt> prompts = new EnumMap<>(Preset.class);
        prompts.put(Preset.PAPER, paper);
        prompts.put(Preset.LAVIS, lavis);
        prompts.put(Preset.TRANSFORMERS, paper);
        return prompts;
    }

    private static Prompt prompt(String template, String source) {
        return new Prompt(PromptTemplate.of(template), source);
    }
}
