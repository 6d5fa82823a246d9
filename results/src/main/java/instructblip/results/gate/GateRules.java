package instructblip.results.gate;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a candidate must keep to.
 *
 * @param alpha chance of a false alarm over all benchmarks, as 0.05
 * @param resolution how far the lower bound may lie below the margin, in points
 * @param margin loss that is allowed where {@code margins} does not name the benchmark, in points
 * @param margins loss that is allowed, by benchmark
 * @param benchmarks that are judged; empty = all that the baseline has
 * @param allowLimited whether runs with a limit are judged
 */
public record GateRules(
        double alpha,
        double resolution,
        double margin,
        Map<String, Double> margins,
        Set<String> benchmarks,
        boolean allowLimited) {

    /** Alpha 0.05, resolution 2 points, no loss allowed, all benchmarks, none limited. */
    public static final GateRules DEFAULT = new GateRules(0.05, 2, 0, Map.of(), Set.of(), false);

    /**
     * Rules.
     *
     * @throws IllegalArgumentException when a number is out of range
     */
    public GateRules {
        if (!isAlpha(alpha)) {
            throw new IllegalArgumentException("alpha is " + alpha);
        }
        if (!isPoints(resolution) || !isPoints(margin)) {
            throw new IllegalArgumentException(
                    "resolution is " + resolution + ", margin " + margin);
        }
        if (!margins.values().stream().allMatch(GateRules::isPoints)) {
            throw new IllegalArgumentException("margins are " + margins);
        }
        margins = Collections.unmodifiableMap(new TreeMap<>(margins));
        benchmarks = Collections.unmodifiableSet(new LinkedHashSet<>(benchmarks));
    }

    /** Whether a number may be a level. */
    public static boolean isAlpha(double alpha) {
        return alpha > 0 && alpha < 0.5;
    }

    /** Whether a number may be a margin or resolution. */
    public static boolean isPoints(double points) {
        return points >= 0 && Double.isFinite(points);
    }

    /** The loss that a benchmark may have, in points. */
    public double marginOf(String benchmark) {
        return margins.getOrDefault(benchmark, margin);
    }

    /** How low the bound of a benchmark's difference may lie, in points. */
    public double lowest(String benchmark) {
        return -(marginOf(benchmark) + resolution);
    }
}
