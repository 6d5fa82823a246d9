package instructblip.results.metric;

/** A mean that grows; summed from left to right, as Python's {@code sum} does. */
final class Mean {

    private double sum;
    private int count;

    void add(double value) {
        sum += value;
        count++;
    }

    /** Not a number while nothing was added. */
    double value() {
        return sum / count;
    }
}
