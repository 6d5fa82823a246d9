package instructblip.results.store;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Which part of which data was asked, and how.
 *
 * @param name of the benchmark, which is also its folder in the run: letters, digits, dashes,
 *     underscores and full stops, the first no full stop
 * @param samples number of them after {@code limit}
 * @param limit that cut the split short; 0 when it is whole
 * @param fingerprints SHA-256 of what was read, by kind: {@code annotations}, and {@code images}
 *     when all are read
 * @param prompt the template
 * @param settings of decoding or ranking, JSON values
 * @param metric by which it is scored, a name of {@link instructblip.results.metric.Metrics}; empty
 *     in runs of versions that did not store it
 */
public record BenchmarkSetup(
        String name,
        String split,
        int samples,
        int limit,
        Map<String, String> fingerprints,
        String prompt,
        Map<String, Object> settings,
        Optional<String> metric) {

    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}_-][\\p{L}\\p{N}._-]*");

    public BenchmarkSetup {
        if (!isName(name)) {
            throw new IllegalArgumentException("no name of a benchmark: " + name);
        }
        fingerprints = Collections.unmodifiableMap(new TreeMap<>(fingerprints));
        settings = Collections.unmodifiableMap(new TreeMap<>(settings));
    }

    /** A benchmark whose metric is not known. */
    public BenchmarkSetup(
            String name,
            String split,
            int samples,
            int limit,
            Map<String, String> fingerprints,
            String prompt,
            Map<String, Object> settings) {
        this(name, split, samples, limit, fingerprints, prompt, settings, Optional.empty());
    }

    /** Whether a benchmark may be called so. */
    public static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /** The same with one more, or another, fingerprint; without it where the value is empty. */
    BenchmarkSetup withFingerprint(String kind, Optional<String> sha256) {
        Map<String, String> known = new TreeMap<>(fingerprints);
        known.remove(kind);
        sha256.ifPresent(value -> known.put(kind, value));
        return new BenchmarkSetup(name, split, samples, limit, known, prompt, settings, metric);
    }

    /** Whether only a part of the split is evaluated. */
    public boolean limited() {
        return limit > 0;
    }
}
