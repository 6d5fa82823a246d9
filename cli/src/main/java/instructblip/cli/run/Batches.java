package instructblip.cli.run;

import instructblip.benchmarks.dataset.Sample;
import instructblip.results.store.BatchPlan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which samples are answered together: those on one image meet, so that it is read and encoded
 * once, and among them those with prompts of like length, so that little is padded.
 */
final class Batches {

    private static final String ORDER = "image, then length of the prompt";
    private static final String SIZE = "batch_size";
    private static final String WORKING_BYTES = "working_bytes";

    private Batches() {}

    /**
     * The rule that a benchmark's batches are made by, for its manifest.
     *
     * @param size samples at once
     * @param workingBytes by which the model divides what does not fit in memory together
     */
    static Map<String, Object> rule(int size, long workingBytes) {
        return Map.of("order", ORDER, SIZE, size, WORKING_BYTES, workingBytes);
    }

    static BatchPlan of(PlannedBenchmark planned, Map<String, Object> rule) {
        return new BatchPlan(
                planned.benchmark().folder(),
                planned.samples().stream().map(Sample::id).toList(),
                of(planned, ((Number) rule.get(SIZE)).intValue()),
                rule);
    }

    /**
     * Ids of the samples of each batch.
     *
     * @param size samples at once
     */
    static List<List<String>> of(PlannedBenchmark planned, int size) {
        record Sized(Sample sample, int length) {}
        List<Sized> sorted = new ArrayList<>();
        for (Sample sample : planned.samples()) {
            sorted.add(new Sized(sample, planned.prompt(sample).length()));
        }
        sorted.sort(
                Comparator.comparing((Sized s) -> s.sample().media())
                        .thenComparingInt(Sized::length));
        List<List<String>> batches = new ArrayList<>();
        for (int from = 0; from < sorted.size(); from += size) {
            batches.add(
                    sorted.subList(from, Math.min(sorted.size(), from + size)).stream()
                            .map(s -> s.sample().id())
                            .toList());
        }
        return batches;
    }

    /** Absent where the rule does not say. */
    static Optional<Long> workingBytes(Map<String, Object> rule) {
        return Optional.ofNullable((Number) rule.get(WORKING_BYTES)).map(Number::longValue);
    }
}
