package instructblip.core.request;

/**
 * Write an answer by greedy search (one beam) or beam search.
 *
 * <p>Counts are of <em>new</em> tokens, a closing end token included. The repetition penalty is
 * applied once per distinct id already seen; "seen" are the generated ids and, when {@code
 * penalisePrompt} is set, the prompt's ids as well ({@code transformers}' decoder-only path; the
 * authors' code sees generated ids only).
 *
 * @param beams beams kept; 1 is greedy search
 * @param maxNewTokens most new tokens, at least 1
 * @param minNewTokens the end token is barred until this many tokens are written; 0 is no minimum
 * @param lengthPenalty exponent of the length that a finished beam's score is divided by; any sign
 * @param repetitionPenalty 1 is none; must be positive
 * @param penalisePrompt whether the prompt's ids count as seen
 */
public record Generate(
        int beams,
        int maxNewTokens,
        int minNewTokens,
        double lengthPenalty,
        double repetitionPenalty,
        boolean penalisePrompt)
        implements AnswerMode {

    public Generate {
        require(beams >= 1, "beams", beams, "at least 1");
        require(maxNewTokens >= 1, "max-new-tokens", maxNewTokens, "at least 1");
        require(minNewTokens >= 0, "min-new-tokens", minNewTokens, "0 or more");
        require(
                minNewTokens <= maxNewTokens,
                "min-new-tokens",
                minNewTokens,
                "at most max-new-tokens (" + maxNewTokens + ")");
        require(Double.isFinite(lengthPenalty), "length-penalty", lengthPenalty, "a finite number");
        require(
                repetitionPenalty > 0 && Double.isFinite(repetitionPenalty),
                "repetition-penalty",
                repetitionPenalty,
                "above 0");
    }

    private static void require(boolean holds, String name, Number found, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(name + " is " + found + ", expected " + expected);
        }
    }
}
