package instructblip.results.compare;

import instructblip.results.store.BenchmarkResult;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How a run's value differs from a published one.
 *
 * @param difference the run's value less the published one; empty where they are not comparable
 * @param reason why they are not, one line; present when {@code difference} is not
 */
public record PublishedDifference(OptionalDouble difference, Optional<String> reason) {

    public PublishedDifference {
        if (difference.isPresent() == reason.isPresent()) {
            throw new IllegalArgumentException("either a difference or a reason");
        }
    }

    /** Compares a result with a published value of the same benchmark. */
    public static PublishedDifference of(BenchmarkResult result, PublishedCell cell) {
        Optional<String> reason = reason(result, cell);
        return reason.isPresent()
                ? without(reason.get())
                : new PublishedDifference(
                        OptionalDouble.of(result.value().getAsDouble() - cell.value()),
                        Optional.empty());
    }

    static PublishedDifference without(String reason) {
        return new PublishedDifference(OptionalDouble.empty(), Optional.of(reason));
    }

    /** Whether both values are of the same data by the same metric. */
    public boolean isComparable() {
        return difference.isPresent();
    }

    private static Optional<String> reason(BenchmarkResult result, PublishedCell cell) {
        if (!cell.metric().equals(result.metric())) {
            return Optional.of("published as %s, not %s".formatted(cell.metric(), result.metric()));
        }
        if (cell.comparableSplit().isEmpty()) {
            return Optional.of("published for \"%s\", which is not told".formatted(cell.split()));
        }
        if (!cell.comparableSplit().get().equals(result.split())) {
            return Optional.of("published for %s, not %s".formatted(cell.split(), result.split()));
        }
        if (result.counts().limited()) {
            return Optional.of("the run is limited to a part of the split");
        }
        return result.value().isPresent() ? Optional.empty() : Optional.of("the run has no value");
    }
}
