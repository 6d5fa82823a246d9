package instructblip.benchmarks.catalog;

import instructblip.benchmarks.prompt.Preset;
import instructblip.core.request.Generate;
import instructblip.core.request.LanguageFamily;

/**
 * How texts are written, by kind of answer, family and preset. The paper prints no decoding
 * settings: these are the defaults of the authors' code ({@code predict_answers} and {@code
 * generate} in LAVIS {@code blip2_t5_instruct.py} and {@code blip2_vicuna_instruct.py}). {@code
 * min_length} 1 and 10 there count T5's start token, which leaves no minimum and 9 new tokens.
 */
public final class DecodingSettings {

    private static final int BEAMS = 5;
    private static final double REPETITION_PENALTY = 1.5;

    private DecodingSettings() {}

    /**
     * Settings for a task whose answers are written.
     *
     * @throws IllegalArgumentException for a ranking task, which has none
     */
    public static Generate of(Task task, LanguageFamily family, Preset preset) {
        boolean t5 = family == LanguageFamily.T5;
        boolean penalisePrompt = preset == Preset.TRANSFORMERS && !t5;
        return switch (task) {
            case SHORT_ANSWER ->
                    new Generate(
                            BEAMS, 10, t5 ? 0 : 1, t5 ? -1 : 0, REPETITION_PENALTY, penalisePrompt);
            case CAPTION ->
                    new Generate(
                            BEAMS,
                            preset == Preset.LAVIS ? 80 : 30,
                            t5 ? 9 : 10,
                            1,
                            preset == Preset.LAVIS ? 1.15 : REPETITION_PENALTY,
                            penalisePrompt);
            case RANKING ->
                    throw new IllegalArgumentException("candidates are ranked, not written");
        };
    }
}
