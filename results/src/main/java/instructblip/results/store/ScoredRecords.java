package instructblip.results.store;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A benchmark's result and what it is made of.
 *
 * @param perSample by sample id, in record order; samples that are not scored are not in it
 */
public record ScoredRecords(BenchmarkResult result, Map<String, Double> perSample) {

    public ScoredRecords {
        perSample = Collections.unmodifiableMap(new LinkedHashMap<>(perSample));
    }
}
