package instructblip.results.metric;

import instructblip.results.record.SampleRecord;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** Scores of samples in record order, with their means, whole and by group. */
final class ScoreSheet {

    private final Map<String, Double> perSample = new LinkedHashMap<>();
    private final Mean whole = new Mean();
    private final Map<String, Mean> groups = new LinkedHashMap<>();

    /**
     * @param groupOrder groups that come first in the breakdown, where they have samples; others
     *     follow in order of first appearance
     */
    ScoreSheet(List<String> groupOrder) {
        groupOrder.forEach(group -> groups.put(group, new Mean()));
    }

    /** Scores all records; {@code groups} may name any number of groups for one. */
    static ScoreSheet of(
            List<SampleRecord> records,
            ToDoubleFunction<SampleRecord> score,
            Function<SampleRecord, ? extends Collection<String>> groups,
            List<String> groupOrder) {
        ScoreSheet sheet = new ScoreSheet(groupOrder);
        for (SampleRecord record : records) {
            sheet.add(record, score.applyAsDouble(record), groups.apply(record));
        }
        return sheet;
    }

    /** Notes a score, which is on the printed scale. */
    void add(SampleRecord record, double score, Collection<String> groupsOfIt) {
        perSample.put(record.id(), score);
        whole.add(score);
        for (String group : groupsOfIt) {
            groups.computeIfAbsent(group, name -> new Mean()).add(score);
        }
    }

    double mean() {
        return whole.value();
    }

    Map<String, Double> perSample() {
        return Collections.unmodifiableMap(perSample);
    }

    /** Means of the groups that have samples. */
    Map<String, Double> groupMeans() {
        return Mean.valuesOf(groups);
    }

    /** With the mean as the value and nothing beside it. */
    Evaluation evaluation() {
        return evaluation(Map.of());
    }

    /** With the mean as the value. */
    Evaluation evaluation(Map<String, Double> also) {
        return new Evaluation(mean(), perSample(), groupMeans(), also);
    }
}
