package instructblip.results.metric;

import instructblip.results.metric.text.PythonText;
import instructblip.results.record.SampleRecord;
import java.util.List;
import java.util.Set;

/** The words in which a model says yes or no; the fact {@code label} is 1 for yes and 0 for no. */
final class Verbalizers {

    private static final Set<String> YES = Set.of("yes", "true");
    private static final Set<String> NO = Set.of("no", "false");

    private Verbalizers() {}

    static boolean isPositive(SampleRecord record) {
        return RecordFields.index(record, "label", 2) == 1;
    }

    /**
     * 100 when the best candidate is on the label's side, else 0. A written answer, where nothing
     * was ranked, may also be in capitals; one that is no verbalizer is on neither side.
     */
    static double score(SampleRecord record) {
        String answer = PythonText.lower(PythonText.strip(RankedCandidates.bestText(record)));
        return (isPositive(record) ? YES : NO).contains(answer) ? 100 : 0;
    }

    /**
     * How much more likely yes is than no: the difference of the logarithms of the summed
     * likelihoods of either side's candidates.
     */
    static double logOdds(SampleRecord record) {
        double[] losses = RankedCandidates.losses(record);
        double odds =
                logLikelihood(record.candidates(), losses, YES)
                        - logLikelihood(record.candidates(), losses, NO);
        if (!Double.isFinite(odds)) {
            throw new UnscorableRecordException(
                    record,
                    "its losses are %s; expected finite ones of yes or true and of no or false"
                            .formatted(record.scores()));
        }
        return odds;
    }

    /** The logarithm of a sum of exponentials, shifted so that none of them vanishes. */
    private static double logLikelihood(
            List<String> candidates, double[] losses, Set<String> side) {
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < losses.length; i++) {
            if (side.contains(candidates.get(i))) {
                least = Math.min(least, losses[i]);
            }
        }
        double sum = 0;
        for (int i = 0; i < losses.length; i++) {
            if (side.contains(candidates.get(i))) {
                sum += Math.exp(least - losses[i]);
            }
        }
        return Math.log(sum) - least;
    }
}
