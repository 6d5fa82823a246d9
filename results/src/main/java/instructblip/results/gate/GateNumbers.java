package instructblip.results.gate;

import java.util.Locale;
import java.util.OptionalDouble;

/** Numbers of a gate as people read them, with a full stop whatever the locale. */
final class GateNumbers {

    static final String NOTHING = "–";

    private static final double SMALL = 0.0001;

    private GateNumbers() {}

    /** Two decimals; never a negative zero. */
    static String points(double points) {
        String text = String.format(Locale.ROOT, "%.2f", points);
        return text.equals("-0.00") ? "0.00" : text;
    }

    static String points(OptionalDouble points) {
        return points.isPresent() ? points(points.getAsDouble()) : NOTHING;
    }

    /** With a sign. */
    static String difference(double points) {
        String text = String.format(Locale.ROOT, "%+.2f", points);
        return text.equals("-0.00") || text.equals("+0.00") ? "0.00" : text;
    }

    static String p(double p) {
        return p < SMALL ? "< 0.0001" : String.format(Locale.ROOT, "%.4f", p);
    }

    /** As {@code p = 0.0123} or {@code p < 0.0001}. */
    static String equation(String name, double p) {
        return name + (p < SMALL ? " " : " = ") + p(p);
    }
}
