package instructblip.core.train;

/**
 * Learning rates of a run: a linear warm-up, then half a cosine (LAVIS {@code optims.py}, {@code
 * LinearWarmupCosineLRScheduler}, with the cosine by steps instead of by epochs).
 *
 * @param start in the first step of a warm-up
 * @param peak when the warm-up is over
 * @param least that the cosine ends at, behind the last step
 * @param warmup steps
 * @param steps of the whole run
 */
public record LearningRate(double start, double peak, double least, int warmup, int steps) {

    /**
     * @throws IllegalArgumentException when a number is out of its range
     */
    public LearningRate {
        if (!(start >= 0 && peak > 0 && least >= 0 && Double.isFinite(start + peak + least))) {
            throw new IllegalArgumentException("learning rates are finite, the peak above 0");
        }
        if (warmup < 0 || steps < 1 || warmup > steps) {
            throw new IllegalArgumentException("a warm-up is no longer than its run");
        }
    }

    /** The paper's: from 1e-8 to 1e-5 in 1,000 steps, then to 0 in step 60,000. */
    public static LearningRate paper() {
        return new LearningRate(1e-8, 1e-5, 0, 1000, 60_000);
    }

    /**
     * @param step from 1 on
     */
    public double at(int step) {
        int done = step - 1;
        if (done < warmup) {
            return start + (peak - start) * done / warmup;
        }
        double way = Math.min(1, (double) (done - warmup) / (steps - warmup));
        return least + (peak - least) * 0.5 * (1 + Math.cos(Math.PI * way));
    }
}
