package instructblip.results.record;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One line of {@code predictions.jsonl}: all that a metric needs, so that a stored run can be
 * scored without model or data set.
 *
 * @param benchmark name of the benchmark
 * @param id of the sample; numbers are kept as the text that the file has
 * @param images relative to the data folder, with forward slashes
 * @param prompt the exact text
 * @param references the right answers; empty for an unlabelled sample
 * @param candidates in their order; empty where nothing is ranked
 * @param prediction the answer; empty for a failed sample, while an empty text is a text
 * @param scores candidate to summed negative log-likelihood, lower is better; empty where nothing
 *     is ranked
 * @param error why the sample failed; empty for an answered one
 * @param facts what metric and breakdown need beyond the references, as {@code answer_type}
 * @param imagesSha256 SHA-256 of the images' files as they were read, in their order; empty where
 *     they were not read or are not known
 */
public record SampleRecord(
        String benchmark,
        String id,
        List<String> images,
        String prompt,
        List<String> references,
        List<String> candidates,
        Optional<String> prediction,
        Map<String, Double> scores,
        Optional<String> error,
        Map<String, Object> facts,
        List<String> imagesSha256) {

    /** A record of images of which the content is not known. */
    public SampleRecord(
            String benchmark,
            String id,
            List<String> images,
            String prompt,
            List<String> references,
            List<String> candidates,
            Optional<String> prediction,
            Map<String, Double> scores,
            Optional<String> error,
            Map<String, Object> facts) {
        this(
                benchmark,
                id,
                images,
                prompt,
                references,
                candidates,
                prediction,
                scores,
                error,
                facts,
                List.of());
    }

    /** Whether the sample has no answer. */
    public boolean failed() {
        return prediction.isEmpty();
    }
}
