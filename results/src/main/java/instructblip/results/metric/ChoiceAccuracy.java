package instructblip.results.metric;

import instructblip.results.record.SampleRecord;
import java.util.List;

/**
 * Share of questions whose best candidate is the right option; the fact {@code answer} is its
 * place, from 0. Places are compared, not texts, as the program of IconQA does.
 */
public final class ChoiceAccuracy implements Metric {

    @Override
    public String name() {
        return "accuracy";
    }

    @Override
    public Evaluation evaluate(List<SampleRecord> records) {
        return ScoreSheet.of(records, ChoiceAccuracy::score, record -> List.of(), List.of())
                .evaluation();
    }

    static double score(SampleRecord record) {
        int options = RankedCandidates.candidates(record).size();
        int answer = RecordFields.index(record, "answer", options);
        return RankedCandidates.best(record) == answer ? 100 : 0;
    }
}
