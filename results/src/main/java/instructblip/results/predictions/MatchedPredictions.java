package instructblip.results.predictions;

import instructblip.results.record.RecordException;
import instructblip.results.record.SampleRecord;
import java.util.List;
import java.util.Optional;

/**
 * Predictions beside the samples that they answer. What the data set says of a sample holds, not
 * what the predictions say of it.
 *
 * @param records samples that have a prediction, in the order of the data set
 * @param missing how many samples have none, with the first of their ids; empty where all have one
 * @param differences a line each: where predictions say something else of their samples than the
 *     data set
 */
public record MatchedPredictions(
        List<SampleRecord> records, Optional<String> missing, List<String> differences) {

    /**
     * Matches by id, or by row where the predictions have no ids.
     *
     * @param file that the predictions come from, for messages
     * @throws RecordException when predictions are of unknown samples or another benchmark, answer
     *     one sample twice, or have another question than their sample
     */
    public static MatchedPredictions of(
            String file, List<AskedSample> samples, List<Prediction> predictions) {
        Matcher matcher = new Matcher(samples);
        for (int at = 0; at < predictions.size(); at++) {
            matcher.add(at, predictions.get(at));
        }
        if (!matcher.faults().isEmpty()) {
            throw new RecordException(file + ": " + String.join("\n", matcher.faults()));
        }
        return new MatchedPredictions(
                matcher.answered(predictions), matcher.missing(), matcher.differences());
    }
}
