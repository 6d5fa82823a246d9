package instructblip.benchmarks.prompt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import instructblip.benchmarks.dataset.Sample;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PromptsTest {

    private static final Sample SAMPLE =
            new Sample(
                    "1",
                    "a.jpg",
                    Map.of(
                            "question", "Which is softer?",
                            "options", "(a) wool (b) brick",
                            "hint", "",
                            "history", "q: any people? a: no",
                            "caption", "The {cup} is \"red\".",
                            "ocr_tokens", "BUS, 42"),
                    List.of(),
                    List.of(),
                    Map.of());

    @Test
    void scienceQaLeavesAnEmptyContextOutAndLavisDoesNot() {
        assertEquals(
                "Question: Which is softer? Options: (a) wool (b) brick. Answer:",
                text(Prompts.optionsInContext(), Preset.PAPER));
        assertEquals(
                "context: . Question: Which is softer? Options: (a) wool (b) brick. Answer:",
                text(Prompts.optionsInContext(), Preset.LAVIS));
    }

    @Test
    void lavisAsksInItsOwnWords() {
        assertEquals("A short image description: ", text(Prompts.caption(), Preset.PAPER));
        assertEquals("A short image caption.", text(Prompts.caption(), Preset.LAVIS));
        assertEquals(
                "Question: Which is softer? Short Answer:", text(Prompts.question(), Preset.LAVIS));
        assertEquals(
                "dialog history: q: any people? a: no\nQuestion: Which is softer? Short answer:",
                text(Prompts.dialog(), Preset.LAVIS));
    }

    @Test
    void bracesAndQuotesOfDataStayAsTheyAre() {
        assertEquals(
                "Based on the image, is this statement true or false? \"The {cup} is \"red\".\""
                        + " Answer:",
                text(Prompts.statement(), Preset.PAPER));
    }

    @Test
    void transformersAsksAsThePaper() {
        for (Map<Preset, Prompt> prompts : all().toList()) {
            assertEquals(prompts.get(Preset.PAPER), prompts.get(Preset.TRANSFORMERS));
        }
    }

    @Test
    void everyStringHasASource() {
        all().flatMap(prompts -> prompts.values().stream())
                .forEach(prompt -> assertFalse(prompt.source().isBlank()));
    }

    @Test
    void anUnknownFieldIsToldTheKnownOnes() {
        assertEquals(
                "the template \"This is an image with: \"{text}\" written on it. Is it hateful?"
                        + " Answer:\" names the field text; expected one of caption, hint, history,"
                        + " ocr_tokens, options, question",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> text(Prompts.meme(), Preset.PAPER))
                        .getMessage());
    }

    private static Stream<Map<Preset, Prompt>> all() {
        return Stream.of(
                Prompts.caption(),
                Prompts.question(),
                Prompts.readingQuestion(),
                Prompts.options(),
                Prompts.optionsInContext(),
                Prompts.meme(),
                Prompts.statement(),
                Prompts.dialog());
    }

    private static String text(Map<Preset, Prompt> prompts, Preset preset) {
        return prompts.get(preset).render(SAMPLE);
    }
}
