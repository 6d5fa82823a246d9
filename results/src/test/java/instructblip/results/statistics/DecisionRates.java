package instructblip.results.statistics;

import java.util.SplittableRandom;

/** How often the test for a regression decides what, over many simulated pairs of runs. */
final class DecisionRates {

    static final double ALPHA = 0.05;
    static final double POWER = 0.8;

    private static final long SEED = 17;

    private final double margin;
    private final int simulations;
    private double changed;
    private int alarms;
    private int passes;

    private DecisionRates(double margin, int simulations) {
        this.margin = margin;
        this.simulations = simulations;
    }

    /**
     * Simulates.
     *
     * @param margin that is allowed, in points
     * @param loss that the candidates truly have, in points
     */
    static DecisionRates of(PairSource pairs, double margin, double loss, int simulations) {
        DecisionRates rates = new DecisionRates(margin, simulations);
        SplittableRandom root = new SplittableRandom(SEED);
        for (int i = 0; i < simulations; i++) {
            rates.add(pairs.draw(loss, root.split()));
        }
        return rates;
    }

    private void add(PairedScores scores) {
        RegressionCheck check = RegressionCheck.of(scores, margin, ALPHA).orElseThrow();
        changed += check.worse() + check.better();
        alarms += check.p() <= ALPHA ? 1 : 0;
        passes += check.lowerBound() > -margin ? 1 : 0;
    }

    /** The drop that a plan from two runs of the same quality names. */
    static double plannedDrop(PairSource pairs) {
        PairedScores equal = pairs.draw(0, new SplittableRandom(SEED));
        return Detectability.observed(equal).drop(ALPHA, POWER);
    }

    /** Share of pairs that ended as a regression. */
    double alarms() {
        return (double) alarms / simulations;
    }

    /** Share of pairs whose lower bound lies above the margin. */
    double passes() {
        return (double) passes / simulations;
    }

    /** Samples that changed, on average. */
    double changed() {
        return changed / simulations;
    }
}
