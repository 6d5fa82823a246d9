package instructblip.core.verify;

import instructblip.core.checkpoint.TensorValues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects what agrees and what differs in one recorded case. */
final class CaseReport {

    private final String id;
    private final Map<String, VerifyReport.Stage> stages = new LinkedHashMap<>();
    private final List<VerifyReport.Generation> generations = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private VerifyReport.Ranking ranking;

    CaseReport(String id) {
        this.id = id;
    }

    /** A stage that was computed but not recorded. */
    void computed(String stage, double tolerance) {
        stages.put(stage, new VerifyReport.Stage(null, tolerance, true));
    }

    void compare(String stage, TensorValues expected, TensorValues found, double tolerance) {
        if (!expected.shape().equals(found.shape())) {
            stages.put(stage, new VerifyReport.Stage(null, tolerance, false));
            fault(
                    "%s has shape %s here; recorded %s"
                            .formatted(stage, found.shape(), expected.shape()));
            return;
        }
        double largest = 0;
        for (int i = 0; i < found.values().length; i++) {
            double difference = Math.abs((double) found.values()[i] - expected.values()[i]);
            largest = Math.max(largest, difference);
        }
        // NaN anywhere makes the largest NaN, which is not within any tolerance.
        boolean equal = largest <= tolerance;
        stages.put(stage, new VerifyReport.Stage(largest, tolerance, equal));
        if (!equal) {
            fault("%s differs by %.3g; allowed %.3g".formatted(stage, largest, tolerance));
        }
    }

    void same(String what, Object expected, Object found) {
        if (!expected.equals(found)) {
            fault("%s is %s; recorded %s".formatted(what, found, expected));
        }
    }

    /** Whether a number agrees; a fault where it does not. */
    boolean close(String what, double expected, double found, double tolerance) {
        boolean close = Math.abs(expected - found) <= tolerance;
        if (!close) {
            fault("%s is %.6f; recorded %.6f".formatted(what, found, expected));
        }
        return close;
    }

    void add(VerifyReport.Generation generation) {
        generations.add(generation);
    }

    void set(VerifyReport.Ranking found) {
        ranking = found;
    }

    void fault(String fault) {
        faults.add(fault);
    }

    int faults() {
        return faults.size();
    }

    VerifyReport.Case done() {
        return new VerifyReport.Case(
                id,
                new LinkedHashMap<>(stages),
                List.copyOf(generations),
                ranking,
                List.copyOf(faults));
    }
}
