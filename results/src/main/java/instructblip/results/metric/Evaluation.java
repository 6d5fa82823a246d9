package instructblip.results.metric;

import java.util.Map;

/**
 * Scores of one benchmark on the printed scale (shares, CIDEr, MRR and AUC times 100), not rounded.
 * A figure that the official program does not give, as the AUC of one class, is NaN.
 *
 * @param value of the whole
 * @param perSample by sample id, in record order
 * @param breakdown by group, in order of first appearance unless the metric says otherwise
 * @param also further figures by name
 */
public record Evaluation(
        double value,
        Map<String, Double> perSample,
        Map<String, Double> breakdown,
        Map<String, Double> also) {}
