package instructblip.results.predictions;

import instructblip.results.record.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Samples of which something is to be said: how many they are and the first of their names. */
final class IdFaults {

    private static final int MOST_NAMED = 3;

    private final String singular;
    private final String plural;
    private final List<String> first = new ArrayList<>();
    private int count;

    /**
     * @param singular what one of them is or does, behind {@code 1 prediction}
     * @param plural what several are or do
     */
    IdFaults(String singular, String plural) {
        this.singular = singular;
        this.plural = plural;
    }

    void add(String id) {
        count++;
        if (first.size() < MOST_NAMED) {
            first.add(id);
        }
    }

    /** One line; empty where there is none of them. */
    Optional<String> line() {
        if (count == 0) {
            return Optional.empty();
        }
        String names = first.stream().map(Printable::quote).collect(Collectors.joining(", "));
        return Optional.of(
                "%d prediction%s: %s%s"
                        .formatted(
                                count,
                                count == 1 ? " " + singular : "s " + plural,
                                names,
                                count > first.size() ? ", …" : ""));
    }
}
