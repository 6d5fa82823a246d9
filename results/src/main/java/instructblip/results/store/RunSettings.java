package instructblip.results.store;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a run was told. Values are JSON values.
 *
 * @param preset by its name
 * @param given settings that decide answers and were given
 * @param defaulted settings that decide answers and were not given, with the values they got
 * @param execution how the work is done, as batch size, threads and output options: may differ when
 *     a run is resumed
 */
public record RunSettings(
        String preset,
        Map<String, Object> given,
        Map<String, Object> defaulted,
        Map<String, Object> execution) {

    public RunSettings {
        given = Collections.unmodifiableMap(new TreeMap<>(given));
        defaulted = Collections.unmodifiableMap(new TreeMap<>(defaulted));
        execution = Collections.unmodifiableMap(new TreeMap<>(execution));
    }

    /** What counts, given or not. */
    public Map<String, Object> effective() {
        Map<String, Object> effective = new TreeMap<>(defaulted);
        effective.putAll(given);
        return effective;
    }
}
