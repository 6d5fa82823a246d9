package instructblip.results.predictions;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Finds the sample that a prediction answers. */
final class SampleIndex {

    private static final int AMBIGUOUS = -1;

    private final List<AskedSample> samples;
    private final Map<String, Integer> byId = new HashMap<>();
    private final Map<String, Integer> byName = new HashMap<>();

    SampleIndex(List<AskedSample> samples) {
        this.samples = samples;
        for (int at = 0; at < samples.size(); at++) {
            byId.put(samples.get(at).record().id(), at);
        }
        byId.forEach((id, at) -> byName.merge(name(id), at, (one, other) -> AMBIGUOUS));
    }

    /**
     * The place of the sample: by the first id that is one of the data set's, else by its row. A
     * file that has ids, of which none is known, is taken by rows only if the question can tell
     * that this is right.
     */
    OptionalInt find(SampleKey key) {
        Optional<Integer> named =
                key.ids().stream().map(this::byId).flatMap(Optional::stream).findFirst();
        if (named.isPresent()) {
            return OptionalInt.of(named.get());
        }
        long row = key.row().orElse(samples.size());
        if (row >= samples.size()) {
            return OptionalInt.empty();
        }
        boolean checked = !key.question().isEmpty() && !samples.get((int) row).question().isEmpty();
        return key.ids().isEmpty() || checked ? OptionalInt.of((int) row) : OptionalInt.empty();
    }

    /** Also where one side names an image with the extension of its file and the other without. */
    private Optional<Integer> byId(String id) {
        Integer exact = byId.get(id);
        return Optional.ofNullable(exact == null ? byName.get(name(id)) : exact)
                .filter(at -> at != AMBIGUOUS);
    }

    private static String name(String id) {
        return id.replaceFirst("(?i)\\.(jpe?g|png|gif|webp)$", "");
    }

    /** Whether the prediction's question, where it has one, holds the sample's. */
    boolean asksTheSame(SampleKey key, int sample) {
        return key.question().isEmpty()
                || folded(key.question()).contains(folded(samples.get(sample).question()));
    }

    /** Without case, which lmms-eval changes, and with one space for any white space. */
    private static String folded(String text) {
        return text.strip()
                .replaceAll("(?U)\\s+", " ")
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
    }
}
