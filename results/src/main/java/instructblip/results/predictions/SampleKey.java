package instructblip.results.predictions;

import java.util.List;
import java.util.OptionalLong;

/**
 * What a prediction says of the sample that it answers.
 *
 * @param ids that may name the sample, the likeliest first: some files hold several and do not say
 *     which is the data set's
 * @param row of the split from 0, for files that have no id
 * @param question that was asked, possibly with a text before or after it; empty where the file has
 *     none
 */
public record SampleKey(List<String> ids, OptionalLong row, String question) {

    public SampleKey {
        ids = List.copyOf(ids);
    }

    /** A sample that the file names by its id. */
    static SampleKey id(String id) {
        return new SampleKey(List.of(id), OptionalLong.empty(), "");
    }

    /** For messages; not yet safe to print. */
    String shown() {
        return ids.isEmpty() ? "row " + row.orElse(-1) : ids.get(0);
    }
}
