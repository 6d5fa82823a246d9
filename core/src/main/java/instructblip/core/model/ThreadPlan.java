package instructblip.core.model;

/**
 * How the threads of a model that answers are divided.
 *
 * @param sideBySide shares of a batch that are answered at the same time
 * @param each threads of the engine that work on a share together
 */
record ThreadPlan(int sideBySide, int each) {

    /** Between the bundled model and real ones. */
    private static final long FEW_ELEMENTS = 8_000_000;

    /** Shares of a batch get slower as they get smaller. */
    private static final int MOST_SHARES = 8;

    /**
     * Most operations of a small model are over before a second thread is awake. In 16-bit types it
     * answers on one thread unless more are asked for: shares would depend on the machine, and
     * neighbours in a share can decide a last bit.
     *
     * @param asked threads; 0 where the user did not say
     * @param usual threads of the engine on this machine
     * @param elements of all weights
     */
    static ThreadPlan of(int asked, int usual, long elements, String device, Precision precision) {
        int threads = asked > 0 ? asked : usual;
        if (elements > FEW_ELEMENTS) {
            return new ThreadPlan(1, threads);
        }
        if (device.equals("cpu") && precision == Precision.FLOAT32) {
            return new ThreadPlan(Math.min(MOST_SHARES, threads), 1);
        }
        return new ThreadPlan(1, asked > 0 ? asked : 1);
    }

    /** All of them. */
    int threads() {
        return sideBySide * each;
    }
}
