package instructblip.results.store;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Content of {@code run.json}.
 *
 * @param plans by benchmark; a benchmark that was not begun has none
 */
public record RunManifest(RunIdentity identity, Map<String, StoredPlan> plans, RunState state) {

    /** Version of the folder's format that this code writes. */
    public static final int FORMAT = 1;

    public RunManifest {
        plans = Collections.unmodifiableMap(new TreeMap<>(plans));
    }
}
