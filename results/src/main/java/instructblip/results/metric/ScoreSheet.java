package instructblip.results.metric;

import instructblip.results.record.SampleRecord;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Scores of samples in record order, with their means, whole and by group. */
final class ScoreSheet {

    private final Map<String, Double> perSample = new LinkedHashMap<>();
    private final Mean whole = new Mean();
    private final Map<String, Mean> groups = new LinkedHashMap<>();

    /** Notes a score on the printed scale. */
    void add(SampleRecord record, double score) {
        perSample.put(record.id(), score);
        whole.add(score);
    }

    /** Counts a score towards a group; a sample may belong to any number of them. */
    void addToGroup(String group, double score) {
        groups.computeIfAbsent(group, name -> new Mean()).add(score);
    }

    double mean() {
        return whole.value();
    }

    Map<String, Double> perSample() {
        return Collections.unmodifiableMap(perSample);
    }

    /** Means by group, in order of first appearance. */
    Map<String, Double> groupMeans() {
        Map<String, Double> means = new LinkedHashMap<>();
        groups.forEach((group, mean) -> means.put(group, mean.value()));
        return Collections.unmodifiableMap(means);
    }

    Evaluation evaluation() {
        return new Evaluation(mean(), perSample(), groupMeans(), Map.of());
    }
}
