package instructblip.core.request;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Scored candidates.
 *
 * @param candidates the texts in the order of the request
 * @param losses summed negative log-likelihood of each, in the same order, lower is better
 */
public record Ranked(List<String> candidates, List<Double> losses) implements Answer {

    public Ranked {
        candidates = List.copyOf(candidates);
        losses = List.copyOf(losses);
        if (candidates.isEmpty() || candidates.size() != losses.size()) {
            throw new IllegalArgumentException(
                    candidates.size() + " candidates with " + losses.size() + " losses");
        }
    }

    /** Indices of the candidates by rising loss; on an exact tie the earlier candidate first. */
    public List<Integer> order() {
        return IntStream.range(0, losses.size())
                .boxed()
                .sorted(Comparator.comparingDouble(losses::get))
                .toList();
    }

    /** The candidate with the least loss. */
    public String best() {
        return candidates.get(order().get(0));
    }
}
