package instructblip.results.metric;

import instructblip.results.record.SampleRecord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Area under the ROC curve of saying yes where the fact {@code label} is 1. A sample's score is its
 * log odds of yes, on their own scale; {@code also} has the {@code accuracy} of the best candidate.
 * The value is not a number where all labels are equal.
 */
public final class VerbalizerAuc implements Metric {

    @Override
    public String name() {
        return "AUC";
    }

    /** Whether the record's fact {@code label} is 1. */
    public static boolean isPositive(SampleRecord record) {
        return Verbalizers.isPositive(record);
    }

    @Override
    public Evaluation evaluate(List<SampleRecord> records) {
        boolean[] labels = new boolean[records.size()];
        double[] scores = new double[records.size()];
        Map<String, Double> perSample = new LinkedHashMap<>();
        Mean accuracy = new Mean();
        for (int i = 0; i < scores.length; i++) {
            SampleRecord record = records.get(i);
            labels[i] = Verbalizers.isPositive(record);
            scores[i] = Verbalizers.logOdds(record);
            perSample.put(record.id(), scores[i]);
            accuracy.add(Verbalizers.score(record));
        }
        return new Evaluation(
                100 * RocCurve.area(labels, scores),
                perSample,
                Map.of(),
                Map.of("accuracy", accuracy.value()));
    }

    /** By the best candidate: a sample's score here says nothing without the others'. */
    @Override
    public Grade grade(SampleRecord record, double score) {
        return Grade.ofShare(Verbalizers.score(record));
    }
}
