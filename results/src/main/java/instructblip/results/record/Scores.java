package instructblip.results.record;

import java.util.LinkedHashSet;
import java.util.Set;

/** How candidates and their scores belong together. */
final class Scores {

    private Scores() {}

    /**
     * The candidates that are scored, each once: a text may be offered twice but is scored once.
     *
     * @throws IllegalArgumentException when the record has candidates and scores of other texts
     */
    static Set<String> inOrder(SampleRecord record) {
        if (record.candidates().isEmpty()) {
            return record.scores().keySet();
        }
        Set<String> candidates = new LinkedHashSet<>(record.candidates());
        if (!candidates.equals(record.scores().keySet())) {
            throw new IllegalArgumentException(
                    "record " + record.id() + " scores other texts than its candidates");
        }
        return candidates;
    }
}
