package instructblip.core.verify;

import java.util.LinkedHashMap;
import java.util.Map;

/** Differences of tensors of one kind, by name, each held against what is allowed. */
final class TensorDifferences {

    private final String kind;
    private final double tolerance;
    private final CaseReport report;
    private final Map<String, Double> byName = new LinkedHashMap<>();
    private Double largest;
    private int compared;
    private int equal;

    TensorDifferences(String kind, double tolerance, CaseReport report) {
        this.kind = kind;
        this.tolerance = tolerance;
        this.report = report;
    }

    /** A tensor that was computed but not recorded. */
    void computed(String name) {
        byName.put(name, null);
    }

    /**
     * @param difference as it is reported, NaN where it cannot be told
     */
    void add(String name, double difference) {
        add(name, difference, tolerance);
    }

    /**
     * @param allowed for this one
     */
    void add(String name, double difference, double allowed) {
        byName.put(name, difference);
        compared++;
        largest = largest == null ? difference : Double.valueOf(Math.max(largest, difference));
        if (difference <= allowed) {
            equal++;
        } else {
            report.fault(
                    "%s/%s differs by %.3g; allowed %.3g"
                            .formatted(kind, name, difference, allowed));
        }
    }

    Map<String, Double> byName() {
        return byName;
    }

    TrainingReport.Stage stage() {
        return new TrainingReport.Stage(compared, equal, largest, tolerance);
    }
}
