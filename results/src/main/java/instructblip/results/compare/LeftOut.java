package instructblip.results.compare;

import java.util.List;

/**
 * Samples that are not in a comparison.
 *
 * @param failedInBaseline ids that have no answer there, in data set order
 * @param failedInCandidate ids that have no answer there, in data set order
 * @param onlyInBaseline ids that the candidate was not asked
 * @param onlyInCandidate ids that the baseline was not asked
 * @param unlabelled number of samples that both answered and that have no right answer
 */
public record LeftOut(
        List<String> failedInBaseline,
        List<String> failedInCandidate,
        List<String> onlyInBaseline,
        List<String> onlyInCandidate,
        int unlabelled) {

    public LeftOut {
        failedInBaseline = List.copyOf(failedInBaseline);
        failedInCandidate = List.copyOf(failedInCandidate);
        onlyInBaseline = List.copyOf(onlyInBaseline);
        onlyInCandidate = List.copyOf(onlyInCandidate);
    }

    /** Whether both runs were asked the same samples and answered all of them. */
    public boolean isAnsweredByBoth() {
        return failedInBaseline.isEmpty()
                && failedInCandidate.isEmpty()
                && onlyInBaseline.isEmpty()
                && onlyInCandidate.isEmpty();
    }

    /** Whether every sample is compared. */
    public boolean isNone() {
        return isAnsweredByBoth() && unlabelled == 0;
    }
}
