package instructblip.benchmarks.prompt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against Table 5 of the paper. */
class InstructionTemplatesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            textBlock =
                    """
            captioning | 13 |          | A short image caption: | Use a few words to illustrate what is happening in the picture.
            vqa        | 10 | question | <question> | The question "<question>" can be answered using the image. A short answer is
            vqg        | 6  | answer   | Given the image, generate a question whose answer is: <answer>. Question: | Taking the image into account, generate an question that has the answer: <answer>. Question:
            """)
    void listsAreThePapers(String task, int count, String field, String first, String last) {
        List<String> texts =
                InstructionTemplates.of(task).stream()
                        .map(t -> t.render(Map.of("question", "<question>", "answer", "<answer>")))
                        .toList();
        assertEquals(count, texts.size());
        assertEquals(count, new HashSet<>(texts).size());
        assertEquals(first, texts.get(0));
        assertEquals(last, texts.get(count - 1));
        Set<String> fields = field == null ? Set.of() : Set.of(field);
        InstructionTemplates.of(task).forEach(template -> assertEquals(fields, template.fields()));
    }

    @Test
    void questionsAreAskedAsThePaperAsksThem() {
        assertEquals(List.of("captioning", "vqa", "vqg"), InstructionTemplates.tasks());
        List<String> asked =
                InstructionTemplates.of("vqa").stream()
                        .map(template -> template.render(Map.of("question", "is it red?")))
                        .toList();
        assertEquals(
                List.of(
                        "is it red?",
                        "Question: is it red?",
                        "is it red? A short answer to the question is",
                        "Q: is it red? A:",
                        "Question: is it red? Short answer:",
                        "Given the image, answer the following question with no more than three words. is it red?",
                        "Based on the image, respond to this question with a short answer: is it red?. Answer:",
                        "Use the provided image to answer the question: is it red? Provide your answer as short as possible:",
                        "What is the answer to the following question? \"is it red?\"",
                        "The question \"is it red?\" can be answered using the image. A short answer is"),
                asked);
        assertTrue(
                InstructionTemplates.of("captioning").stream()
                        .map(template -> template.render(Map.of()))
                        .toList()
                        .containsAll(List.of("A photo of", "An image that shows")));
    }
}
