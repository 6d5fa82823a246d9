package instructblip.results.metric;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** A mean that grows; summed from left to right, as Python's {@code sum} does. */
final class Mean {

    private double sum;
    private int count;

    /** Values by name, in the same order, of those means that have any. */
    static Map<String, Double> valuesOf(Map<String, Mean> means) {
        Map<String, Double> values = new LinkedHashMap<>();
        means.forEach(
                (name, mean) -> {
                    if (mean.count > 0) {
                        values.put(name, mean.value());
                    }
                });
        return Collections.unmodifiableMap(values);
    }

    void add(double value) {
        sum += value;
        count++;
    }

    /** Not a number while nothing was added. */
    double value() {
        return sum / count;
    }
}
