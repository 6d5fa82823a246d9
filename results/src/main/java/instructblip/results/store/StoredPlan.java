package instructblip.results.store;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A batch plan as the manifest keeps it.
 *
 * @param rule by which the caller makes the same batches again; JSON values
 * @param batches number of them
 * @param sha256 over all ids, batch by batch
 */
public record StoredPlan(Map<String, Object> rule, int batches, String sha256) {

    public StoredPlan {
        rule = Collections.unmodifiableMap(new TreeMap<>(rule));
    }
}
