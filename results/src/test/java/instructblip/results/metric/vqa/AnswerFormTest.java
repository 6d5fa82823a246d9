package instructblip.results.metric.vqa;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import instructblip.results.metric.OfficialCases;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AnswerFormTest {

    private static final UnaryOperator<String> WORDS =
            text -> AnswerWords.unify(text, Contractions.OFFICIAL);

    /** By column: the step or chain that it records. */
    private static final Map<String, UnaryOperator<String>> VQA =
            Map.of(
                    "processPunctuation", Punctuation.OFFICIAL::remove,
                    "processDigitArticle", WORDS,
                    "vqa_chain", AnswerForm.OFFICIAL::of,
                    "evalai_word_tokenize", AnswerForm::wordTokenize,
                    "evalai_process_punctuation", Punctuation.M4C::remove,
                    "evalai_call", AnswerForm.M4C::of,
                    "vlmevalkit_process_answer", AnswerForm.VLMEVALKIT::of,
                    "vizwiz_chain", AnswerForm.VIZWIZ::of);

    private static final Map<String, UnaryOperator<String>> M4C =
            Map.of(
                    "word_tokenize", AnswerForm::wordTokenize,
                    "process_punctuation", Punctuation.M4C::remove,
                    "process_digit_article", WORDS,
                    "call", AnswerForm.M4C::of);

    static Stream<Arguments> recordedSteps() {
        Stream<Arguments> vqa =
                columns(VQA, OfficialCases.metric("vqa_normalisation.json").get("cases"));
        Stream<Arguments> m4c =
                columns(M4C, OfficialCases.metric("m4c_evaluator.json").get("processor_cases"));
        return Stream.concat(vqa, m4c);
    }

    private static Stream<Arguments> columns(
            Map<String, UnaryOperator<String>> steps, JsonNode cases) {
        return steps.keySet().stream().map(name -> Arguments.of(name, steps.get(name), cases));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("recordedSteps")
    void everyTextTakesItsRecordedForm(String column, UnaryOperator<String> step, JsonNode cases) {
        for (JsonNode recorded : cases) {
            String input = recorded.get("input").asText();
            assertEquals(recorded.get(column).asText(), step.apply(input), () -> "of " + input);
        }
    }
}
