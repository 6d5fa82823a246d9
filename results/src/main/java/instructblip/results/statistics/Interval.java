package instructblip.results.statistics;

/**
 * Bounds of a figure, on the scale of the figure.
 *
 * @param low not above {@code high}
 */
public record Interval(double low, double high) {

    public Interval {
        if (!(low <= high)) {
            throw new IllegalArgumentException("no interval: " + low + " to " + high);
        }
    }

    /** Whether a value lies between the bounds or on one. */
    public boolean contains(double value) {
        return low <= value && value <= high;
    }
}
