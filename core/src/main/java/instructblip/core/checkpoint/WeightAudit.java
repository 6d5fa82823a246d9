package instructblip.core.checkpoint;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Compares what a model asks for with what a checkpoint holds, both ways: missing, mis-shaped,
 * unusable dtype, and present but never asked for.
 */
public final class WeightAudit {

    private final Checkpoint checkpoint;
    private final Predicate<String> ignored;

    /**
     * @param checkpoint to audit
     * @param ignored names of buffers that old files carry and that hold no learned weight
     */
    public WeightAudit(Checkpoint checkpoint, Predicate<String> ignored) {
        this.checkpoint = checkpoint;
        this.ignored = ignored;
    }

    /** Every fault, a line each; empty when the checkpoint fits. */
    public List<String> faults(List<WeightSpec> wanted) {
        List<String> faults = new ArrayList<>();
        Map<String, WeightSpec> byName = new HashMap<>();
        for (WeightSpec spec : wanted) {
            if (spec.use().isStored() && byName.put(spec.name(), spec) == null) {
                check(spec, faults);
            }
        }
        unexpected(byName.keySet(), faults);
        return faults;
    }

    private void check(WeightSpec spec, List<String> faults) {
        TensorEntry entry = checkpoint.find(spec.name()).orElse(null);
        if (entry == null) {
            faults.add("missing: " + spec.name() + " " + spec.shape());
        } else if (!entry.shape().equals(spec.shape())) {
            faults.add(
                    "mis-shaped: %s is %s; expected %s"
                            .formatted(spec.name(), entry.shape(), spec.shape()));
        } else if (!entry.dtype().isWeight()) {
            faults.add(
                    "unusable: %s is stored as %s; expected F32, F16 or BF16"
                            .formatted(spec.name(), entry.dtype()));
        }
    }

    private void unexpected(Set<String> wanted, List<String> faults) {
        for (TensorEntry entry : checkpoint.entries()) {
            if (!wanted.contains(entry.name()) && !ignored.test(entry.name())) {
                faults.add("unexpected: " + Excerpt.of(entry.name()) + " " + entry.shape());
            }
        }
    }
}
