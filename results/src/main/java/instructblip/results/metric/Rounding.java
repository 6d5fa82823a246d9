package instructblip.results.metric;

/** When a value that is computed again is the same as before. */
public final class Rounding {

    private static final double RELATIVE = 1e-6;

    private Rounding() {}

    /** Whether two values differ by rounding at most; values that do not exist are the same. */
    public static boolean isSame(double before, double again) {
        return Double.isFinite(before)
                ? Math.abs(before - again) <= RELATIVE * Math.max(1, Math.abs(again))
                : !Double.isFinite(again);
    }
}
