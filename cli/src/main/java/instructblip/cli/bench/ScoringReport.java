package instructblip.cli.bench;

import java.util.List;
import java.util.Optional;

/**
 * How fast the scorers are.
 *
 * @param work what was measured
 * @param runs a scorer each
 * @param peakRssBytes most memory that the process held, the answers included
 */
public record ScoringReport(String work, List<Timing> runs, Optional<Long> peakRssBytes) {

    /**
     * One scorer.
     *
     * @param metric as {@code list metrics} names it
     * @param variant of the metric
     * @param samples that were scored at once
     * @param value that came out
     * @param firstS seconds of the first time, when the program is not warm yet
     * @param repeats that were timed after that
     * @param medianS seconds for all samples
     * @param samplesPerS from the median
     */
    public record Timing(
            String metric,
            String variant,
            int samples,
            double value,
            double firstS,
            int repeats,
            double medianS,
            double samplesPerS) {}
}
