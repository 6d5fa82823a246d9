package instructblip.results.store;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Content of {@code NAME/metrics.json}: one benchmark's value on the printed scale, not rounded.
 *
 * @param benchmark name
 * @param metric name
 * @param value over the scored samples; empty when there is none
 * @param counts of samples
 * @param interval 95 %; empty when there is no value or too little to tell
 * @param breakdown value by group
 * @param also further figures
 */
public record BenchmarkResult(
        String benchmark,
        String split,
        String metric,
        OptionalDouble value,
        SampleCounts counts,
        Optional<ConfidenceInterval> interval,
        Map<String, Double> breakdown,
        Map<String, Double> also) {

    public BenchmarkResult {
        breakdown = Collections.unmodifiableMap(new LinkedHashMap<>(breakdown));
        also = Collections.unmodifiableMap(new LinkedHashMap<>(also));
    }
}
