package instructblip.benchmarks.catalog;

import instructblip.benchmarks.prompt.Preset;
import instructblip.core.request.Generate;
import instructblip.core.request.LanguageFamily;
import instructblip.core.request.ModelKind;
import instructblip.core.request.ModelType;

/**
 * How texts are written, by kind of answer, kind of model and preset. The paper prints no decoding
 * settings: these are the defaults of the authors' code ({@code predict_answers} and {@code
 * generate} in LAVIS {@code blip2_t5_instruct.py}, {@code blip2_vicuna_instruct.py}, {@code
 * blip2_t5.py} and {@code blip2_opt.py}). {@code min_length} 1 and 10 there count T5's start token,
 * which leaves no minimum and 9 new tokens.
 */
public final class DecodingSettings {

    private static final int BEAMS = 5;

    private DecodingSettings() {}

    /**
     * Settings for a task whose answers are written.
     *
     * @throws IllegalArgumentException for a ranking task, which has none
     */
    public static Generate of(Task task, ModelKind kind, Preset preset) {
        boolean t5 = kind.family() == LanguageFamily.T5;
        double repetitionPenalty = repetitionPenalty(task, kind, preset);
        boolean penalisePrompt = preset == Preset.TRANSFORMERS && !t5;
        return switch (task) {
            case SHORT_ANSWER ->
                    new Generate(
                            BEAMS, 10, t5 ? 0 : 1, t5 ? -1 : 0, repetitionPenalty, penalisePrompt);
            case CAPTION ->
                    new Generate(
                            BEAMS,
                            preset == Preset.LAVIS ? 80 : 30,
                            t5 ? 9 : 10,
                            1,
                            repetitionPenalty,
                            penalisePrompt);
            case RANKING ->
                    throw new IllegalArgumentException("candidates are ranked, not written");
        };
    }

    /**
     * LAVIS's caption task passes one to every model. For answers InstructBLIP's code has one and
     * BLIP-2's none; on OPT only the preset of LAVIS goes without, since the others have one rule
     * for all decoder-only models.
     */
    private static double repetitionPenalty(Task task, ModelKind kind, Preset preset) {
        boolean lavis = preset == Preset.LAVIS;
        if (lavis && task == Task.CAPTION) {
            return 1.15;
        }
        boolean none =
                switch (kind.family()) {
                    case T5 -> kind.type() == ModelType.BLIP2;
                    case OPT -> kind.type() == ModelType.BLIP2 && lavis;
                    case LLAMA -> false;
                };
        return none ? 1.0 : 1.5;
    }
}
