package instructblip.benchmarks.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import instructblip.benchmarks.prompt.Preset;
import instructblip.core.request.Generate;
import instructblip.core.request.LanguageFamily;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecodingSettingsTest {

    @ParameterizedTest
    @CsvSource({
        "SHORT_ANSWER, T5, PAPER, 10, 0, -1, 1.5, false",
        "SHORT_ANSWER, LLAMA, PAPER, 10, 1, 0, 1.5, false",
        "SHORT_ANSWER, LLAMA, LAVIS, 10, 1, 0, 1.5, false",
        "SHORT_ANSWER, LLAMA, TRANSFORMERS, 10, 1, 0, 1.5, true",
        "SHORT_ANSWER, T5, TRANSFORMERS, 10, 0, -1, 1.5, false",
        "CAPTION, T5, PAPER, 30, 9, 1, 1.5, false",
        "CAPTION, LLAMA, PAPER, 30, 10, 1, 1.5, false",
        "CAPTION, LLAMA, LAVIS, 80, 10, 1, 1.15, false",
        "CAPTION, LLAMA, TRANSFORMERS, 30, 10, 1, 1.5, true"
    })
    void areThoseOfTheAuthorsCode(
            Task task,
            LanguageFamily family,
            Preset preset,
            int most,
            int least,
            double lengthPenalty,
            double repetitionPenalty,
            boolean penalisesPrompt) {
        assertEquals(
                new Generate(5, most, least, lengthPenalty, repetitionPenalty, penalisesPrompt),
                DecodingSettings.of(task, family, preset));
    }
}
