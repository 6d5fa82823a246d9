package instructblip.results.compare;

import instructblip.results.statistics.PairedDifference;
import instructblip.results.store.Difference;
import java.util.List;
import java.util.Optional;

/**
 * A run's answers to a benchmark beside the baseline's.
 *
 * @param difference over the samples that both answered and that have a right answer
 * @param reason why there is no difference, one line; present when {@code difference} is not
 * @param mismatches the fields behind the reason, where runs do not answer the same question; or
 *     prompts, where models of different types were each asked with its own
 * @param leftOut samples that are not paired; empty when a run lacks the benchmark
 * @param flips samples that one run got right and the other did not, or less so
 */
public record ComparedPair(
        Optional<PairedDifference> difference,
        Optional<String> reason,
        List<Difference> mismatches,
        Optional<LeftOut> leftOut,
        Flips flips) {

    public ComparedPair {
        mismatches = List.copyOf(mismatches);
        if (difference.isPresent() == reason.isPresent()) {
            throw new IllegalArgumentException("either a difference or a reason");
        }
    }

    /** A run that cannot be compared on a benchmark. */
    static ComparedPair without(String reason) {
        return new ComparedPair(
                Optional.empty(), Optional.of(reason), List.of(), Optional.empty(), Flips.NONE);
    }
}
