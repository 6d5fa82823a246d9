package instructblip.results.predictions;

import instructblip.results.record.RecordException;
import instructblip.results.record.SampleRecord;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An answer in the form that a file has it, which only the sample's options may give a meaning. */
@FunctionalInterface
public interface Answer {

    /**
     * The sample with this answer.
     *
     * @param asked the sample as the data set has it
     * @throws RecordException when the answer does not fit the sample
     */
    SampleRecord to(SampleRecord asked);

    /** A text as it stands. */
    static Answer text(String text) {
        return asked -> answered(asked, text, Map.of());
    }

    /** No answer, which is not an empty one. */
    static Answer none(String reason) {
        return asked ->
                new SampleRecord(
                        asked.benchmark(),
                        asked.id(),
                        asked.images(),
                        asked.prompt(),
                        asked.references(),
                        asked.candidates(),
                        Optional.empty(),
                        Map.of(),
                        Optional.of(reason),
                        asked.facts());
    }

    /** A sample with a text and, where candidates were ranked, their losses. */
    static SampleRecord answered(SampleRecord asked, String text, Map<String, Double> scores) {
        return answered(asked, asked.candidates(), text, scores);
    }

    /** A sample whose candidates go by other names. */
    static SampleRecord answered(
            SampleRecord asked, List<String> candidates, String text, Map<String, Double> scores) {
        return new SampleRecord(
                asked.benchmark(),
                asked.id(),
                asked.images(),
                asked.prompt(),
                asked.references(),
                candidates,
                Optional.of(text),
                scores,
                Optional.empty(),
                asked.facts());
    }
}
