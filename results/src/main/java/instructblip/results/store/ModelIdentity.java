package instructblip.results.store;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which checkpoint was run.
 *
 * @param name for people: the folder's name, without its path
 * @param type as {@code model_type} in {@code config.json}
 * @param family of the language model
 * @param parameters number of weights
 * @param stamp a digest of names, sizes and times of the files: known before any weight is read
 * @param fingerprints SHA-256 by component; empty while they are not known
 */
public record ModelIdentity(
        String name,
        String type,
        String family,
        long parameters,
        String stamp,
        Map<String, String> fingerprints) {

    public ModelIdentity {
        fingerprints = Collections.unmodifiableMap(new TreeMap<>(fingerprints));
    }

    /** The same model with more known about it. */
    public ModelIdentity withFingerprints(Map<String, String> more) {
        Map<String, String> all = new TreeMap<>(fingerprints);
        all.putAll(more);
        return new ModelIdentity(name, type, family, parameters, stamp, all);
    }
}
