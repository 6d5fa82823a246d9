package instructblip.core.request;

import java.util.List;

/**
 * Score given texts as answers. The loss of a candidate is the summed negative log-likelihood of
 * its tokens behind the prompt, natural logarithm, lower is better; T5 counts the end token,
 * decoder-only models do not (LAVIS {@code _predict_class}).
 *
 * @param candidates the texts, at least one, none equal to another
 */
public record Rank(List<String> candidates) implements AnswerMode {

    public Rank {
        candidates = List.copyOf(candidates);
        if (candidates.isEmpty()) {
            throw new IllegalArgumentException("no candidates to rank");
        }
    }
}
