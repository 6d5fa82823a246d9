package instructblip.results.predictions;

import instructblip.results.record.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Samples of which the same is to be said: how many they are and the first of their names. */
final class NamedSamples {

    private static final int MOST_NAMED = 3;

    private final String ofOne;
    private final String ofMany;
    private final List<String> first = new ArrayList<>();
    private int count;

    /**
     * @param ofOne what is said behind the number 1
     * @param ofMany what is said behind another number
     */
    NamedSamples(String ofOne, String ofMany) {
        this.ofOne = ofOne;
        this.ofMany = ofMany;
    }

    void add(String id) {
        count++;
        if (first.size() < MOST_NAMED) {
            first.add(id);
        }
    }

    /** Empty where there is none of them. */
    Optional<String> line() {
        if (count == 0) {
            return Optional.empty();
        }
        String names = first.stream().map(Printable::quote).collect(Collectors.joining(", "));
        return Optional.of(
                "%d %s: %s%s"
                        .formatted(
                                count,
                                count == 1 ? ofOne : ofMany,
                                names,
                                count > first.size() ? ", …" : ""));
    }
}
