package instructblip.core.verify;

import instructblip.core.checkpoint.TensorValues;
import java.util.ArrayList;
import java.util.Arrays;
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

    /** A stage that could not be computed. */
    void missing(String stage, double tolerance, String reason) {
        stages.put(stage, new VerifyReport.Stage(null, tolerance, false));
        fault(reason);
    }

    /**
     * @param tolerances one, or one for each entry of the first dimension
     */
    void compare(String stage, TensorValues expected, TensorValues found, double... tolerances) {
        double widest = Arrays.stream(tolerances).max().orElseThrow();
        if (!expected.shape().equals(found.shape())) {
            missing(
                    stage,
                    widest,
                    "%s has shape %s here; recorded %s"
                            .formatted(stage, found.shape(), expected.shape()));
            return;
        }
        int faultsBefore = faults.size();
        double largest = 0;
        int each = found.values().length / tolerances.length;
        for (int part = 0; part < tolerances.length; part++) {
            double difference = difference(expected, found, part * each, (part + 1) * each);
            // NaN is not within any tolerance.
            if (!(difference <= tolerances[part])) {
                fault(
                        "%s differs by %.3g; allowed %.3g"
                                .formatted(stage, difference, tolerances[part]));
            }
            largest = Math.max(largest, difference);
        }
        boolean equal = faults.size() == faultsBefore;
        stages.put(stage, new VerifyReport.Stage(largest, widest, equal));
    }

    /** NaN where either side holds one. */
    private static double difference(TensorValues expected, TensorValues found, int from, int to) {
        double largest = 0;
        for (int i = from; i < to; i++) {
            double difference = Math.abs((double) found.values()[i] - expected.values()[i]);
            largest = Math.max(largest, difference);
        }
        return largest;
    }

    void same(String what, Object expected, Object found) {
        if (!expected.equals(found)) {
            fault("%s is %s; recorded %s".formatted(what, found, expected));
        }
    }

    /** NaN on either side is a difference. */
    void close(String what, double expected, double found, double tolerance) {
        if (!(Math.abs(expected - found) <= tolerance)) {
            fault("%s is %.6f; recorded %.6f".formatted(what, found, expected));
        }
    }

    void add(VerifyReport.Generation generation) {
        generations.add(generation);
    }

    /** A text that could not be written; it keeps its place among the generations. */
    void failed(String setting, String reason) {
        add(new VerifyReport.Generation(setting, null, List.of(), null, false));
        fault(reason);
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
