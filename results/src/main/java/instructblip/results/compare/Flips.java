package instructblip.results.compare;

import java.util.List;

/**
 * Samples whose score changed between two runs; for a metric that ranks the samples themselves, as
 * AUC, those whose answer changed.
 *
 * @param shown those that became worse, the largest change first, then those that became better
 * @param leftOut number of those that are not shown
 */
public record Flips(List<Flip> shown, int leftOut) {

    static final Flips NONE = new Flips(List.of(), 0);

    public Flips {
        shown = List.copyOf(shown);
    }

    /** Number of all, shown or not. */
    public int total() {
        return shown.size() + leftOut;
    }
}
