package instructblip.results.statistics;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Scores by which samples are ranked in two runs, for the area under the ROC curve: its value is no
 * mean of the scores, but it is one of placements, which are the shares of samples with the other
 * label that a sample stands on the right side of. So runs are compared by placements, computed
 * once, instead of by ranking every resample. Source: DeLong, DeLong and Clarke-Pearson (1988),
 * clustered as by Obuchowski (1997).
 *
 * @param labels by sample, whether its score should be high; at least one of each
 * @param baseline scores by sample, on any scale
 * @param candidate scores by sample, on any scale
 * @param clusters as in {@link PairedScores}
 */
public record PairedRankings(
        boolean[] labels, double[] baseline, double[] candidate, int[] clusters) {

    private static final double POINTS = 100;

    /**
     * Scores of samples.
     *
     * @throws IllegalArgumentException when the lengths differ, a score is not finite, or all
     *     labels are equal
     */
    public PairedRankings {
        if (labels.length != baseline.length) {
            throw new IllegalArgumentException(
                    labels.length + " labels, " + baseline.length + " scores");
        }
        new PairedScores(baseline, candidate, clusters);
        if (positives(labels) == 0 || positives(labels) == labels.length) {
            throw new IllegalArgumentException("all labels are equal");
        }
    }

    /** Number of samples. */
    public int size() {
        return labels.length;
    }

    /** Placements, 0 to 100, whose mean over the samples of either label is the area times 100. */
    PairedScores placements() {
        return new PairedScores(
                placements(labels, baseline), placements(labels, candidate), clusters);
    }

    /**
     * Scores whose mean over all samples is the area times 100, and which vary as it does when
     * samples are drawn again.
     *
     * @param placements of these rankings
     */
    PairedScores contributions(PairedScores placements) {
        return new PairedScores(
                contributions(placements.baseline()),
                contributions(placements.candidate()),
                clusters);
    }

    private double[] contributions(double[] placements) {
        int positives = positives(labels);
        double sum = 0;
        for (int i = 0; i < placements.length; i++) {
            sum += labels[i] ? placements[i] : 0;
        }
        double area = sum / positives;
        double[] contributions = new double[placements.length];
        for (int i = 0; i < contributions.length; i++) {
            double sameLabel = labels[i] ? positives : labels.length - positives;
            contributions[i] = area + labels.length / sameLabel * (placements[i] - area);
        }
        return contributions;
    }

    private static int positives(boolean[] labels) {
        int positives = 0;
        for (boolean label : labels) {
            positives += label ? 1 : 0;
        }
        return positives;
    }

    private static double[] placements(boolean[] labels, double[] scores) {
        int[] rising =
                IntStream.range(0, scores.length)
                        .boxed()
                        .sorted(Comparator.comparingDouble(i -> scores[i]))
                        .mapToInt(Integer::intValue)
                        .toArray();
        int allPositives = positives(labels);
        double allNegatives = (double) labels.length - allPositives;
        double[] placements = new double[scores.length];
        int positivesBelow = 0;
        int negativesBelow = 0;
        int from = 0;
        while (from < rising.length) {
            int to = from;
            int tiedPositives = 0;
            while (to < rising.length && scores[rising[to]] == scores[rising[from]]) {
                tiedPositives += labels[rising[to]] ? 1 : 0;
                to++;
            }
            int tiedNegatives = to - from - tiedPositives;
            double beaten = (negativesBelow + tiedNegatives / 2.0) / allNegatives;
            double beating = 1 - (positivesBelow + tiedPositives / 2.0) / allPositives;
            for (; from < to; from++) {
                placements[rising[from]] = POINTS * (labels[rising[from]] ? beaten : beating);
            }
            positivesBelow += tiedPositives;
            negativesBelow += tiedNegatives;
        }
        return placements;
    }
}
