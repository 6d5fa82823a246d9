package instructblip.results.store;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the numbers depend on besides model and data; no host or user names.
 *
 * @param device as {@code cpu} or {@code cuda:0}
 * @param dtype that was computed in
 * @param engine versions by name
 */
public record Machine(String device, String dtype, Map<String, String> engine) {

    public Machine {
        engine = Collections.unmodifiableMap(new TreeMap<>(engine));
    }
}
