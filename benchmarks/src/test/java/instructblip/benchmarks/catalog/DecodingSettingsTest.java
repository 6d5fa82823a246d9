package instructblip.benchmarks.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import instructblip.benchmarks.prompt.Preset;
import instructblip.core.request.Generate;
import instructblip.core.request.LanguageFamily;
import instructblip.core.request.ModelKind;
import instructblip.core.request.ModelType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecodingSettingsTest {

    @ParameterizedTest
    @CsvSource({
        "SHORT_ANSWER, INSTRUCTBLIP, T5, PAPER, 10, 0, -1, 1.5, false",
        "SHORT_ANSWER, INSTRUCTBLIP, LLAMA, PAPER, 10, 1, 0, 1.5, false",
        "SHORT_ANSWER, INSTRUCTBLIP, LLAMA, LAVIS, 10, 1, 0, 1.5, false",
        "SHORT_ANSWER, INSTRUCTBLIP, LLAMA, TRANSFORMERS, 10, 1, 0, 1.5, true",
        "SHORT_ANSWER, INSTRUCTBLIP, T5, TRANSFORMERS, 10, 0, -1, 1.5, false",
        "CAPTION, INSTRUCTBLIP, T5, PAPER, 30, 9, 1, 1.5, false",
        "CAPTION, INSTRUCTBLIP, LLAMA, PAPER, 30, 10, 1, 1.5, false",
        "CAPTION, INSTRUCTBLIP, LLAMA, LAVIS, 80, 10, 1, 1.15, false",
        "CAPTION, INSTRUCTBLIP, LLAMA, TRANSFORMERS, 30, 10, 1, 1.5, true",
        "SHORT_ANSWER, BLIP2, T5, PAPER, 10, 0, -1, 1, false",
        "SHORT_ANSWER, BLIP2, T5, LAVIS, 10, 0, -1, 1, false",
        "SHORT_ANSWER, BLIP2, T5, TRANSFORMERS, 10, 0, -1, 1, false",
        "SHORT_ANSWER, BLIP2, OPT, PAPER, 10, 1, 0, 1.5, false",
        "SHORT_ANSWER, BLIP2, OPT, LAVIS, 10, 1, 0, 1, false",
        "SHORT_ANSWER, BLIP2, OPT, TRANSFORMERS, 10, 1, 0, 1.5, true",
        "SHORT_ANSWER, BLIP2, LLAMA, PAPER, 10, 1, 0, 1.5, false",
        "CAPTION, BLIP2, T5, PAPER, 30, 9, 1, 1, false",
        "CAPTION, BLIP2, OPT, PAPER, 30, 10, 1, 1.5, false",
        "CAPTION, BLIP2, T5, LAVIS, 80, 9, 1, 1.15, false",
        "CAPTION, BLIP2, OPT, LAVIS, 80, 10, 1, 1.15, false"
    })
    void areThoseOfTheAuthorsCode(
            Task task,
            ModelType type,
            LanguageFamily family,
            Preset preset,
            int most,
            int least,
            double lengthPenalty,
            double repetitionPenalty,
            boolean penalisesPrompt) {
        assertEquals(
                new Generate(5, most, least, lengthPenalty, repetitionPenalty, penalisesPrompt),
                DecodingSettings.of(task, new ModelKind(type, family), preset));
    }
}
