package instructblip.results.metric;

/** How good a sample's answer is. */
public enum Grade {
    /** As good as can be. */
    RIGHT,
    /** Something of it counts. */
    PARTLY,
    /** Nothing of it counts. */
    WRONG,
    /** Scored on a scale without a best answer, as captions are. */
    OPEN;

    private static final double FULL = 100;
    private static final double ROUNDING = 1e-9;

    /** The grade of a score that runs from 0 to 100. */
    static Grade ofShare(double score) {
        if (score >= FULL - ROUNDING) {
            return RIGHT;
        }
        return score > 0 ? PARTLY : WRONG;
    }
}
