package instructblip.results.compare;

import instructblip.results.store.Difference;
import java.util.List;

/**
 * How a run's manifest differs from the baseline's.
 *
 * @param run its label
 * @param fields by name; {@code stored} is the baseline's value, {@code now} the run's
 */
public record ManifestDifferences(String run, List<Difference> fields) {

    public ManifestDifferences {
        fields = List.copyOf(fields);
    }
}
