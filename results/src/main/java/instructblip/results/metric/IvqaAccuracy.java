package instructblip.results.metric;

import instructblip.results.record.SampleRecord;
import java.util.List;
import java.util.Set;

/**
 * iVQA accuracy: an answer is right when two of the five annotators, the record's references, gave
 * it, half right when one did. Texts must be equal; a cell that pandas reads as missing is no
 * answer. Source: Just-Ask {@code util.py}, run on pandas 1.5.3.
 */
public final class IvqaAccuracy implements Metric {

    /** What {@code pandas.read_csv} reads as missing. */
    private static final Set<String> MISSING =
            Set.of(
                    "",
                    "#N/A",
                    "#N/A N/A",
                    "#NA",
                    "-1.#IND",
                    "-1.#QNAN",
                    "-NaN",
                    "-nan",
                    "1.#IND",
                    "1.#QNAN",
                    "<NA>",
                    "N/A",
                    "NA",
                    "NULL",
                    "NaN",
                    "n/a",
                    "nan",
                    "null");

    private static final double ENOUGH = 2;

    @Override
    public String name() {
        return "accuracy";
    }

    @Override
    public Evaluation evaluate(List<SampleRecord> records) {
        return ScoreSheet.of(records, IvqaAccuracy::score, record -> List.of(), List.of())
                .evaluation();
    }

    private static double score(SampleRecord record) {
        String answer = RecordFields.prediction(record);
        long matches =
                RecordFields.references(record).stream()
                        .filter(reference -> reference.equals(answer))
                        .filter(reference -> !MISSING.contains(reference))
                        .count();
        return 100 * Math.min(1, matches / ENOUGH);
    }
}
