package instructblip.results.store;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which part of which data was asked, and how.
 *
 * @param name of the benchmark, which is also its folder in the run
 * @param samples number of them after {@code limit}
 * @param limit that cut the split short; 0 when it is whole
 * @param fingerprints SHA-256 of what was read, by kind, as {@code annotations}
 * @param prompt the template
 * @param settings of decoding or ranking, JSON values
 */
public record BenchmarkSetup(
        String name,
        String split,
        int samples,
        int limit,
        Map<String, String> fingerprints,
        String prompt,
        Map<String, Object> settings) {

    public BenchmarkSetup {
        fingerprints = Collections.unmodifiableMap(new TreeMap<>(fingerprints));
        settings = Collections.unmodifiableMap(new TreeMap<>(settings));
    }

    /** Whether only a part of the split is evaluated. */
    public boolean limited() {
        return limit > 0;
    }
}
