package instructblip.core.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import instructblip.core.request.LanguageFamily;
import instructblip.core.request.RequestException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstructionEncoderTest {

    private static final Path ORACLE = Path.of("src", "test", "resources", "oracle");
    private static final String T5 = "instructblip-t5-tiny";
    private static final String VICUNA = "instructblip-vicuna-tiny";

    @ParameterizedTest
    @ValueSource(
            strings = {
                T5,
                "instructblip-t5-tiny-bf16",
                "instructblip-t5-tiny-v5",
                VICUNA,
                "blip2-t5-tiny",
                "blip2-opt-tiny"
            })
    void idsAndTextsAreThoseOfTheRecording(String model) throws IOException, RequestException {
        JsonNode cases =
                new ObjectMapper()
                        .readTree(
                                ORACLE.resolve("recordings")
                                        .resolve(model)
                                        .resolve("recording.json")
                                        .toFile())
                        .get("cases");
        assertTrue(cases.size() >= 5);
        try (InstructionEncoder texts = open(model, 2048, 512)) {
            for (JsonNode recorded : cases) {
                String prompt = recorded.get("prompt").asText();
                assertEquals(ids(recorded.get("prompt_ids")), ids(texts.prompt(prompt)), prompt);
                assertEquals(
                        ids(recorded.get("qformer_ids")), ids(texts.instruction(prompt)), prompt);
                for (JsonNode generated : recorded.get("generate")) {
                    assertEquals(
                            generated.get("text").asText(),
                            texts.decode(ids(generated.get("ids"))));
                }
                JsonNode rank = recorded.get("rank");
                for (int i = 0; i < rank.path("candidates").size(); i++) {
                    String candidate = rank.get("candidates").get(i).asText();
                    assertEquals(
                            ids(rank.get("candidate_ids").get(i)),
                            ids(texts.candidate(candidate)),
                            candidate);
                }
            }
        }
    }

    @Test
    void aTokenTooManyIsRefused() throws RequestException {
        try (InstructionEncoder texts = open(T5, 18, 512)) {
            String fits = "Question: what color is the circle? Short answer:";
            assertEquals(18, texts.prompt(fits).length);
            fails(
                    "the prompt has 19 tokens; expected at most 18 (--max-prompt-tokens)",
                    () -> texts.prompt(fits + " the"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {T5, VICUNA})
    void aPromptOfAMegabyteIsCounted(String model) {
        try (InstructionEncoder texts = open(model, 2048, 512)) {
            String prompt = "what is this? ".repeat(71_500);
            String message = fails("", () -> texts.prompt(prompt));
            assertTrue(
                    message.matches("the prompt has \\d{6} tokens; expected at most 2048.*"),
                    message);
        }
    }

    @Test
    void longerTextIsNotTokenizedAtAll() {
        try (InstructionEncoder texts = open(T5, 2048, 512)) {
            fails(
                    "the prompt has 1048577 characters; expected at most 1048576",
                    () -> texts.prompt("a".repeat(1_048_577)));
        }
    }

    @Test
    void instructionsAreCutToThePositionsThatThereAre() throws RequestException {
        String prompt = "green before and cups past ".repeat(40);
        try (InstructionEncoder wide = open(T5, 2048, 512);
                InstructionEncoder narrow = open(T5, 2048, 20)) {
            List<Integer> full = ids(wide.instruction(prompt));
            List<Integer> cut = ids(narrow.instruction(prompt));
            assertEquals(128, full.size());
            assertEquals(20, cut.size());
            assertEquals(full.get(0), cut.get(0));
            assertEquals(full.subList(128 - 19, 128), cut.subList(1, 20));
        }
    }

    /** As the authors' code cuts in training, special tokens kept. */
    @ParameterizedTest
    @ValueSource(strings = {T5, VICUNA, "blip2-opt-tiny"})
    void promptsToLearnKeepTheirLast128Ids(String model) throws RequestException {
        String prompt = "green before and cups past ".repeat(40);
        try (InstructionEncoder texts = open(model, 2048, 512)) {
            List<Integer> whole = ids(texts.prompt(prompt));
            List<Integer> cut = ids(texts.promptToLearn(prompt));
            assertTrue(whole.size() > 200);
            assertEquals(128, cut.size());
            // T5 has a special token behind a text, the others have one before it.
            int before = model.equals(T5) ? 0 : 1;
            assertEquals(whole.subList(0, before), cut.subList(0, before));
            assertEquals(
                    whole.subList(whole.size() - 128 + before, whole.size()),
                    cut.subList(before, 128));
            String fits = "what color is it?";
            assertEquals(ids(texts.prompt(fits)), ids(texts.promptToLearn(fits)));
        }
        try (InstructionEncoder narrow = open(model, 3, 512)) {
            assertEquals(128, narrow.promptToLearn(prompt).length);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {T5, VICUNA, "blip2-opt-tiny"})
    void answersToLearnKeepTheirFirst256Ids(String model) throws RequestException {
        String answer = "green before and cups past ".repeat(80);
        try (InstructionEncoder texts = open(model, 2048, 512)) {
            List<Integer> whole = ids(texts.answer(answer));
            List<Integer> cut = ids(texts.answerToLearn(answer));
            int end = model.equals(T5) ? 1 : 2;
            assertEquals(end, whole.get(whole.size() - 1));
            assertTrue(whole.size() > 300);
            assertEquals(256, cut.size());
            assertEquals(whole.subList(0, 255), cut.subList(0, 255));
            // The authors' code puts a decoder-only model's end token into the text, then cuts it.
            assertEquals(model.equals(T5) ? end : whole.get(255), cut.get(255));
            for (String fits : List.of("a red circle", "")) {
                assertEquals(ids(texts.answer(fits)), ids(texts.answerToLearn(fits)));
            }
            assertEquals(List.of(end), ids(texts.answerToLearn("")));
        }
    }

    @Test
    void halfACharacterIsRefused() {
        try (InstructionEncoder texts = open(VICUNA, 2048, 512)) {
            String expected = "holds U+D83D at character 3, half of a surrogate pair";
            fails("the prompt " + expected, () -> texts.prompt("ab\ud83d"));
            fails("the prompt " + expected, () -> texts.instruction("ab\ud83dc"));
            fails("the candidate " + expected, () -> texts.candidate("ab\ud83d\ud83d"));
            fails("the prompt holds U+DE42 at character 1", () -> texts.prompt("\ude42"));
        }
    }

    @Test
    void aCandidateWithoutTokensIsRefused() throws RequestException {
        try (InstructionEncoder vicuna = open(VICUNA, 2048, 512);
                InstructionEncoder t5 = open(T5, 2048, 512)) {
            fails("the candidate \"\" has no tokens", () -> vicuna.candidate(""));
            assertEquals(List.of(1), ids(t5.candidate("")));
        }
    }

    @Test
    void idsBeyondTheEmbeddingsAreRefused() {
        InstructionEncoder.Limits limits =
                new InstructionEncoder.Limits(LanguageFamily.T5, 100, 2048, 1, Optional.empty());
        try (InstructionEncoder texts =
                new InstructionEncoder(language(T5), Optional.empty(), limits)) {
            fails("tokenizer.json gives id 1", () -> texts.prompt("what color is the circle?"));
        }
    }

    @Test
    void llamasIdZeroIsReadAsTwo() {
        try (InstructionEncoder vicuna = open(VICUNA, 2048, 512)) {
            assertEquals("", vicuna.decode(List.of(0, 2)));
        }
    }

    private static InstructionEncoder open(String model, int promptTokens, int positions) {
        LanguageFamily family =
                model.contains("t5")
                        ? LanguageFamily.T5
                        : model.contains("opt") ? LanguageFamily.OPT : LanguageFamily.LLAMA;
        boolean readsText = !model.startsWith("blip2");
        return new InstructionEncoder(
                language(model),
                readsText ? Optional.of(qformer(model)) : Optional.empty(),
                new InstructionEncoder.Limits(
                        family,
                        family == LanguageFamily.LLAMA ? 640 : 512,
                        promptTokens,
                        family == LanguageFamily.T5 ? 1 : 2,
                        readsText
                                ? Optional.of(
                                        new InstructionEncoder.Limits.Instruction(451, positions))
                                : Optional.empty()));
    }

    private static TextTokenizer language(String model) {
        return TextTokenizer.open(ORACLE.resolve("models").resolve(model));
    }

    private static TextTokenizer qformer(String model) {
        return TextTokenizer.open(
                ORACLE.resolve("models").resolve(model).resolve("qformer_tokenizer"));
    }

    private static String fails(String part, Executable encoding) {
        String message = assertThrows(RequestException.class, encoding).getMessage();
        assertTrue(message.contains(part), () -> message + " should say " + part);
        assertEquals(1, message.lines().count());
        return message;
    }

    private static List<Integer> ids(int[] ids) {
        return Arrays.stream(ids).boxed().toList();
    }

    private static List<Integer> ids(JsonNode json) {
        List<Integer> ids = new ArrayList<>();
        json.forEach(id -> ids.add(id.asInt()));
        return ids;
    }
}
