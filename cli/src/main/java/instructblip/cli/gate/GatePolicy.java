package instructblip.cli.gate;

import instructblip.benchmarks.dataset.DatasetException;
import instructblip.benchmarks.dataset.source.YamlMapping;
import instructblip.results.gate.GateRules;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.DoublePredicate;

/**
 * A gate's rules in YAML. Its keys, none of which must be there: {@code alpha}, {@code resolution},
 * {@code margin} (of benchmarks that are not named), {@code margins} (points by benchmark), {@code
 * benchmarks} (a list; no others are judged) and {@code allow_limited} (true or false).
 */
public final class GatePolicy {

    private static final List<String> KEYS =
            List.of("alpha", "resolution", "margin", "margins", "benchmarks", "allow_limited");

    private static final String POINTS = "a number of points, 0 or more";

    private GatePolicy() {}

    /**
     * Reads rules.
     *
     * @throws DatasetException naming file, line, key, what was found and what was expected
     */
    public static GateRules read(Path file) throws DatasetException {
        YamlMapping yaml = YamlMapping.read(file).only(KEYS);
        GateRules defaults = GateRules.DEFAULT;
        return new GateRules(
                number(yaml, "alpha", GateRules::isAlpha, "a number above 0 and below 0.5")
                        .orElse(defaults.alpha()),
                points(yaml, "resolution", defaults.resolution()),
                points(yaml, "margin", defaults.margin()),
                margins(yaml),
                benchmarks(yaml),
                allowLimited(yaml));
    }

    private static Map<String, Double> margins(YamlMapping yaml) throws DatasetException {
        Map<String, Double> margins = new LinkedHashMap<>();
        if (yaml.has("margins")) {
            YamlMapping mapping = yaml.mapping("margins");
            for (String name : mapping.keys()) {
                margins.put(name, points(mapping, name, 0));
            }
        }
        return margins;
    }

    private static Set<String> benchmarks(YamlMapping yaml) throws DatasetException {
        if (!yaml.has("benchmarks")) {
            return Set.of();
        }
        Set<String> names = new LinkedHashSet<>(yaml.texts("benchmarks"));
        if (names.isEmpty()) {
            throw yaml.fault("benchmarks", "at least one name");
        }
        return names;
    }

    private static boolean allowLimited(YamlMapping yaml) throws DatasetException {
        String text = yaml.find("allow_limited").orElse("false");
        if (!text.equals("true") && !text.equals("false")) {
            throw yaml.fault("allow_limited", "true or false");
        }
        return text.equals("true");
    }

    private static double points(YamlMapping yaml, String key, double otherwise)
            throws DatasetException {
        return number(yaml, key, GateRules::isPoints, POINTS).orElse(otherwise);
    }

    private static OptionalDouble number(
            YamlMapping yaml, String key, DoublePredicate allowed, String expected)
            throws DatasetException {
        if (!yaml.has(key)) {
            return OptionalDouble.empty();
        }
        OptionalDouble number = Decimal.parse(yaml.text(key));
        if (number.isEmpty() || !allowed.test(number.getAsDouble())) {
            throw yaml.fault(key, expected);
        }
        return number;
    }
}
