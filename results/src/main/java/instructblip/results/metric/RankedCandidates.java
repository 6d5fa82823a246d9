package instructblip.results.metric;

import instructblip.results.record.SampleRecord;
import java.util.List;

/**
 * The candidates of a record in their order, with a loss each. The losses decide, not the record's
 * prediction; equal candidate texts have equal losses, and of equal losses the first is best.
 */
final class RankedCandidates {

    private RankedCandidates() {}

    /** Losses in the order of the candidates, checked to be there and to be numbers. */
    static double[] losses(SampleRecord record) {
        List<String> candidates = candidates(record);
        double[] losses = new double[candidates.size()];
        for (int i = 0; i < losses.length; i++) {
            String candidate = candidates.get(i);
            Double loss = record.scores().get(candidate);
            if (loss == null || loss.isNaN()) {
                throw new UnscorableRecordException(
                        record,
                        "the loss of candidate \"%s\" is %s; expected a number for each of %d candidates"
                                .formatted(
                                        candidate, loss == null ? "missing" : loss, losses.length));
            }
            losses[i] = loss;
        }
        return losses;
    }

    /**
     * Place of the best candidate. Where nothing was ranked, of the candidate that the prediction
     * names; -1 when it names none.
     */
    static int best(SampleRecord record) {
        if (record.scores().isEmpty()) {
            return candidates(record).indexOf(RecordFields.prediction(record));
        }
        double[] losses = losses(record);
        int best = 0;
        for (int i = 1; i < losses.length; i++) {
            if (losses[i] < losses[best]) {
                best = i;
            }
        }
        return best;
    }

    /** The best candidate, or the prediction where nothing was ranked. */
    static String bestText(SampleRecord record) {
        return record.scores().isEmpty()
                ? RecordFields.prediction(record)
                : record.candidates().get(best(record));
    }

    static List<String> candidates(SampleRecord record) {
        if (record.candidates().isEmpty()) {
            throw new UnscorableRecordException(record, "there are no candidates");
        }
        return record.candidates();
    }
}
