package instructblip.results.metric;

import instructblip.results.record.SampleRecord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Records for tests: only what the metric in question reads. */
final class Records {

    private Records() {}

    static SampleRecord answered(
            String id, String prediction, List<String> references, Map<String, Object> facts) {
        return ranked(id, prediction, references, Map.of(), facts);
    }

    /** Candidates in the order of the scores. */
    static SampleRecord ranked(
            String id,
            String prediction,
            List<String> references,
            Map<String, Double> scores,
            Map<String, Object> facts) {
        return new SampleRecord(
                "test",
                id,
                List.of(),
                "",
                references,
                List.copyOf(scores.keySet()),
                Optional.of(prediction),
                new LinkedHashMap<>(scores),
                Optional.empty(),
                facts);
    }
}
