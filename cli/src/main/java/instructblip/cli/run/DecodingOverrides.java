package instructblip.cli.run;

import instructblip.core.request.Generate;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Decoding settings that the user gave; absent ones keep the preset's value.
 *
 * @param beams kept; 1 is greedy search
 * @param maxNewTokens most new tokens
 * @param minNewTokens least new tokens
 * @param lengthPenalty exponent of the length
 * @param repetitionPenalty of tokens that were seen
 */
public record DecodingOverrides(
        Optional<Integer> beams,
        Optional<Integer> maxNewTokens,
        Optional<Integer> minNewTokens,
        Optional<Double> lengthPenalty,
        Optional<Double> repetitionPenalty) {

    /** The preset's settings as they are. */
    public static DecodingOverrides none() {
        return new DecodingOverrides(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /**
     * The preset's settings with the user's in their place. A limit below the preset's minimum
     * lowers the minimum with it, unless the user gave both.
     *
     * @throws IllegalArgumentException when the result is not allowed
     */
    public Generate over(Generate preset) {
        int most = maxNewTokens.orElse(preset.maxNewTokens());
        int least = minNewTokens.orElse(Math.min(preset.minNewTokens(), Math.max(most, 0)));
        return new Generate(
                beams.orElse(preset.beams()),
                most,
                least,
                lengthPenalty.orElse(preset.lengthPenalty()),
                repetitionPenalty.orElse(preset.repetitionPenalty()),
                preset.penalisePrompt());
    }

    /** The given ones by their names in a manifest. */
    Map<String, Object> given() {
        Map<String, Object> given = new TreeMap<>();
        beams.ifPresent(value -> given.put("beams", value));
        maxNewTokens.ifPresent(value -> given.put("max_new_tokens", value));
        minNewTokens.ifPresent(value -> given.put("min_new_tokens", value));
        lengthPenalty.ifPresent(value -> given.put("length_penalty", value));
        repetitionPenalty.ifPresent(value -> given.put("repetition_penalty", value));
        return given;
    }
}
