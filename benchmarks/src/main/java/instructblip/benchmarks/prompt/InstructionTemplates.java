package instructblip.benchmarks.prompt;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What InstructBLIP was tuned with: the template lists of the paper's Table 5 by kind of task, with
 * the fields of samples in braces.
 */
public final class InstructionTemplates {

    private static final Map<String, List<String>> BY_TASK =
            new TreeMap<>(
                    Map.of(
                            "captioning", captioning(),
                            "vqa", answering(),
                            "vqg", questionGeneration()));

    private InstructionTemplates() {}

    /** Names of the lists. */
    public static List<String> tasks() {
        return List.copyOf(BY_TASK.keySet());
    }

    /** The templates of a list that {@link #tasks} names. */
    public static List<PromptTemplate> of(String task) {
        return BY_TASK.get(task).stream().map(PromptTemplate::of).toList();
    }

    private static List<String> captioning() {
        return List.of(
                "A short image caption:",
                "A short image description:",
                "A photo of",
                "An image that shows",
                "Write a short description for the image.",
                "Write a description for the photo.",
                "Provide a description of what is presented in the photo.",
                "Briefly describe the content of the image.",
                "Can you briefly explain what you see in the image?",
                "Could you use a few words to describe what you perceive in the photo?",
                "Please provide a short depiction of the picture.",
                "Using language, provide a short account of the image.",
                "Use a few words to illustrate what is happening in the picture.");
    }

    private static List<String> answering() {
        return List.of(
                "{question}",
                "Question: {question}",
                "{question} A short answer to the question is",
                "Q: {question} A:",
                "Question: {question} Short answer:",
                "Given the image, answer the following question with no more than three words."
                        + " {question}",
                "Based on the image, respond to this question with a short answer: {question}."
                        + " Answer:",
                "Use the provided image to answer the question: {question} Provide your answer as"
                        + " short as possible:",
                "What is the answer to the following question? \"{question}\"",
                "The question \"{question}\" can be answered using the image. A short answer is");
    }

    private static List<String> questionGeneration() {
        return List.of(
                "Given the image, generate a question whose answer is: {answer}. Question:",
                "Based on the image, provide a question with the answer: {answer}. Question:",
                "Given the visual representation, create a question for which the answer is"
                        + " \"{answer}\".",
                "From the image provided, craft a question that leads to the reply: {answer}."
                        + " Question:",
                "Considering the picture, come up with a question where the answer is: {answer}.",
                "Taking the image into account, generate an question that has the answer:"
                        + " {answer}. Question:");
    }
}
