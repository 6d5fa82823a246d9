package instructblip.results.compare;

import instructblip.results.metric.Metric;
import instructblip.results.statistics.PairedDifference;
import instructblip.results.store.Difference;
import instructblip.results.store.StoredRun;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Compares two runs on a benchmark. */
final class PairComparison {

    /** Of all texts in a list of flipped samples. */
    private static final long MOST_CHARACTERS = 32L << 20;

    private final int flips;
    private final Function<String, Optional<Metric>> metrics;

    /**
     * @param flips how many flipped samples are listed at most
     * @param metrics by benchmark, for runs that do not name theirs
     */
    PairComparison(int flips, Function<String, Optional<Metric>> metrics) {
        this.flips = flips;
        this.metrics = metrics;
    }

    /** Both runs must have a result. */
    ComparedPair compare(StoredRun baseline, StoredRun candidate, String benchmark) {
        Optional<Metric> metric =
                PairedBenchmark.metric(baseline, benchmark)
                        .or(() -> PairedBenchmark.metric(candidate, benchmark))
                        .or(() -> metrics.apply(benchmark));
        if (metric.isEmpty()) {
            return ComparedPair.without("the runs do not say by which metric it is scored");
        }
        PairedBenchmark paired = PairedBenchmark.of(baseline, candidate, benchmark, metric.get());
        Optional<PairedDifference> difference =
                paired.isComparable() || haveOwnPrompts(baseline, candidate, paired)
                        ? paired.difference()
                        : Optional.empty();
        return new ComparedPair(
                difference,
                difference.isPresent() ? Optional.empty() : Optional.of(reason(paired)),
                paired.mismatches(),
                Optional.of(paired.leftOut()),
                difference.isPresent()
                        ? new FlippedSamples(baseline, candidate, paired)
                                .list(flips, MOST_CHARACTERS)
                        : Flips.NONE);
    }

    /**
     * Models of different types are asked in the words that each was made for, as in the paper's
     * comparison of InstructBLIP with BLIP-2: nothing but the prompt differs.
     */
    private static boolean haveOwnPrompts(
            StoredRun baseline, StoredRun candidate, PairedBenchmark paired) {
        return !type(baseline).equals(type(candidate))
                && paired.mismatches().stream()
                        .map(Difference::field)
                        .allMatch(field -> field.endsWith(".prompt"));
    }

    private static String type(StoredRun run) {
        return run.manifest().identity().model().type();
    }

    private static String reason(PairedBenchmark paired) {
        if (!paired.isComparable()) {
            List<String> fields =
                    paired.mismatches().stream()
                            .map(Difference::field)
                            .map(field -> shortened(field, paired.benchmark()))
                            .toList();
            return String.join(", ", fields) + (fields.size() == 1 ? " differs" : " differ");
        }
        return paired.scores().size() == 0
                ? "no labelled sample was answered by both"
                : "a run has no value";
    }

    /** The benchmark stands beside the reason. */
    private static String shortened(String field, String benchmark) {
        return field.replaceFirst("^(benchmarks\\.)?\\Q" + benchmark + "\\E\\.", "");
    }
}
