package instructblip.results.metric.vqa;

import java.util.ArrayList;
import java.util.List;

/**
 * VQA accuracy (Antol et al. 2015): an answer is right when three annotators gave it, one third
 * right when one did; averaged over every choice of all annotators but one.
 */
public final class Agreement {

    private static final double ENOUGH = 3;

    private Agreement() {}

    /**
     * How far annotators agree with an answer, 0 to 1, texts compared as they stand.
     *
     * @param answers at least one
     */
    public static double of(String answer, List<HumanAnswer> answers) {
        List<HumanAnswer> matches = new ArrayList<>();
        for (HumanAnswer human : answers) {
            if (human.text().equals(answer)) {
                matches.add(human);
            }
        }
        double sum = 0;
        for (HumanAnswer left : answers) {
            int others = 0;
            for (HumanAnswer match : matches) {
                others += match.equals(left) ? 0 : 1;
            }
            sum += Math.min(1, others / ENOUGH);
        }
        return sum / answers.size();
    }
}
