package instructblip.results.report.html;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * A scale from round numbers to round numbers.
 *
 * @param low value at the left end
 * @param high value at the right end
 * @param step between two marks
 */
record Axis(double low, double high, double step) {

    private static final double[] STEPS = {1, 2, 2.5, 5, 10};
    private static final int MOST_STEPS = 5;
    private static final double WHOLE = 100;
    private static final double HUNDRED_STEP = 25;

    /** Scales end here: what lies beyond is no score. */
    private static final double MOST = 1e9;

    /**
     * A mark.
     *
     * @param at as a share of the width, in per cent
     * @param zero whether it parts a scale to both sides
     */
    record Tick(String at, String label, boolean zero) {}

    /**
     * From 0 to 100, or as far as these values go; values that are no numbers count for nothing.
     */
    static Axis ofScores(DoubleStream values) {
        double[] finite = finite(values);
        double most = DoubleStream.of(finite).max().orElse(WHOLE);
        double least = DoubleStream.of(finite).min().orElse(0);
        if (least >= 0 && most <= WHOLE) {
            return new Axis(0, WHOLE, HUNDRED_STEP);
        }
        return spanning(Math.min(0, least), Math.max(0, most));
    }

    /** With 0 in the middle. */
    static Axis ofDifferences(DoubleStream values) {
        double most = DoubleStream.of(finite(values)).map(Math::abs).max().orElse(1);
        double reach = most > 0 ? most : 1;
        return spanning(-reach, reach);
    }

    private static double[] finite(DoubleStream values) {
        return values.filter(Double::isFinite)
                .map(value -> Math.max(-MOST, Math.min(MOST, value)))
                .toArray();
    }

    private static Axis spanning(double low, double high) {
        double rough = (high - low) / MOST_STEPS;
        double unit = Math.pow(10, Math.floor(Math.log10(rough)));
        double step = 10 * unit;
        for (double factor : STEPS) {
            if (factor * unit >= rough) {
                step = factor * unit;
                break;
            }
        }
        return new Axis(step * Math.floor(low / step), step * Math.ceil(high / step), step);
    }

    List<Tick> ticks() {
        List<Tick> ticks = new ArrayList<>();
        int steps = (int) Math.round((high - low) / step);
        for (int i = 0; i <= steps; i++) {
            double value = low + i * step;
            String label = label(value);
            ticks.add(new Tick(at(value), label, low < 0 && label.equals("0")));
        }
        return ticks;
    }

    private String label(double value) {
        double rounded = Math.abs(value) < step / 1e6 ? 0 : value;
        boolean whole = step == Math.rint(step);
        return whole
                ? String.format(Locale.ROOT, "%.0f", rounded)
                : String.format(Locale.ROOT, "%.4f", rounded).replaceAll("\\.?0+$", "");
    }

    /** Where a value stands, in per cent of the width; the nearer end for one beyond it. */
    String at(double value) {
        return percent(place(value));
    }

    /** How wide the way from one value to a larger one is. */
    String between(double from, double to) {
        return percent(Math.max(0, place(to) - place(from)));
    }

    private double place(double value) {
        double share = (value - low) / (high - low);
        return Double.isNaN(share) ? 0 : Math.max(0, Math.min(1, share));
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.3f%%", 100 * share);
    }
}
