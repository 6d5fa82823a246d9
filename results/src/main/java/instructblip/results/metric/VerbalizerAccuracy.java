package instructblip.results.metric;

import instructblip.results.record.SampleRecord;
import java.util.List;

/** Share of statements whose best candidate says what the fact {@code label} says. */
public final class VerbalizerAccuracy implements Metric {

    @Override
    public String name() {
        return "accuracy";
    }

    @Override
    public Evaluation evaluate(List<SampleRecord> records) {
        return ScoreSheet.of(records, Verbalizers::score, record -> List.of(), List.of())
                .evaluation();
    }
}
