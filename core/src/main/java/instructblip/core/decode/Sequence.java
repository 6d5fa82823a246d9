package instructblip.core.decode;

import java.util.List;

/**
 * Tokens that were chosen for a sample.
 *
 * @param ids new tokens, a closing end token included
 * @param score of the winning beam; {@code NaN} for greedy search
 * @param finite false where the model's logits were not finite; the rest then means nothing
 */
public record Sequence(List<Integer> ids, double score, boolean finite) {

    public Sequence {
        ids = List.copyOf(ids);
    }

    static Sequence notFinite() {
        return new Sequence(List.of(), Double.NaN, false);
    }
}
