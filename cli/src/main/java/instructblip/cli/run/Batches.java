package instructblip.cli.run;

import instructblip.benchmarks.dataset.Sample;
import instructblip.results.store.BatchPlan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Which samples are answered together: those on one image meet, so that it is read and encoded
 * once, and among them those with prompts of like length, so that little is padded.
 */
final class Batches {

    private static final String ORDER = "image, then length of the prompt";
    private static final String SIZE = "batch_size";

    private Batches() {}

    static BatchPlan of(PlannedBenchmark planned, int size) {
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
        return new BatchPlan(
                planned.benchmark().folder(),
                planned.samples().stream().map(Sample::id).toList(),
                batches,
                Map.of("order", ORDER, SIZE, size));
    }

    /** The size that a stored rule was made with. */
    static int size(Map<String, Object> rule) {
        return ((Number) rule.get(SIZE)).intValue();
    }
}
