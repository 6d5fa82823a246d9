package instructblip.results.predictions;

import instructblip.results.record.SampleRecord;
import java.util.Optional;

/**
 * One entry of a file of predictions.
 *
 * @param place file and line, entry or row, for messages
 * @param key of the sample
 * @param answer to it
 * @param stored what the file itself says of the sample; empty unless the format is this program's
 */
public record Prediction(
        String place, SampleKey key, Answer answer, Optional<SampleRecord> stored) {

    /** A prediction of another program. */
    static Prediction foreign(String place, SampleKey key, Answer answer) {
        return new Prediction(place, key, answer, Optional.empty());
    }
}
