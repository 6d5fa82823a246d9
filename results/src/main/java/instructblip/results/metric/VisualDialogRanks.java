package instructblip.results.metric;

import instructblip.results.metric.dialog.OptionRanks;
import instructblip.results.record.SampleRecord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the right answer of a Visual Dialog round lands among its options: mean reciprocal rank,
 * and beside it recall at 1, 5 and 10, the mean rank and, over the rounds with the fact {@code
 * relevance}, NDCG. The fact {@code gt_index} is the place of the right answer among the
 * candidates. Source: {@code visdialch/metrics.py} of the challenge's starter code, here in double
 * precision.
 */
public final class VisualDialogRanks implements Metric {

    @Override
    public String name() {
        return "MRR";
    }

    @Override
    public Evaluation evaluate(List<SampleRecord> records) {
        ScoreSheet reciprocal = new ScoreSheet(List.of());
        Map<String, Mean> also = new LinkedHashMap<>();
        List.of("r@1", "r@5", "r@10", "mean_rank", "ndcg")
                .forEach(name -> also.put(name, new Mean()));
        for (SampleRecord record : records) {
            OptionRanks ranks = new OptionRanks(RankedCandidates.losses(record));
            int options = record.candidates().size();
            int rank = ranks.rank(RecordFields.index(record, "gt_index", options));
            reciprocal.add(record, 100.0 / rank, List.of());
            also.get("r@1").add(rank <= 1 ? 100 : 0);
            also.get("r@5").add(rank <= 5 ? 100 : 0);
            also.get("r@10").add(rank <= 10 ? 100 : 0);
            also.get("mean_rank").add(rank);
            RecordFields.numbers(record, "relevance", options)
                    .ifPresent(relevance -> also.get("ndcg").add(100 * ranks.gain(relevance)));
        }
        return reciprocal.evaluation(Mean.valuesOf(also));
    }
}
