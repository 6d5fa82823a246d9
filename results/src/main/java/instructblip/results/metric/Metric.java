package instructblip.results.metric;

import instructblip.results.record.SampleRecord;
import java.util.List;

/** Scores the answered, labelled records of one benchmark. */
public interface Metric {

    /** As printed, for example {@code accuracy}. */
    String name();

    /** Whether every sample's score lies between 0 and 100. */
    default boolean isShare() {
        return true;
    }

    /**
     * @param records answered and labelled ones only, at least one, in dataset order
     */
    Evaluation evaluate(List<SampleRecord> records);

    /**
     * How good an answer is by its score.
     *
     * @param record that was evaluated
     * @param score of it in {@link Evaluation#perSample}
     */
    default Grade grade(SampleRecord record, double score) {
        return Grade.ofShare(score);
    }
}
