package instructblip.core.model;

import instructblip.core.checkpoint.Checkpoint;
import instructblip.core.checkpoint.CheckpointException;
import instructblip.core.checkpoint.WeightAudit;
import instructblip.core.checkpoint.WeightSpec;
import instructblip.core.qformer.LanguageProjection;
import instructblip.core.qformer.QFormer;
import instructblip.core.vision.VisionEncoder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Whether a checkpoint's tensors are exactly those that its configuration asks for. */
final class CheckpointFit {

    private static final int FAULTS_SHOWN = 3;

    private final ModelConfig config;
    private final Checkpoint checkpoint;

    CheckpointFit(ModelConfig config, Checkpoint checkpoint) {
        this.config = config;
        this.checkpoint = checkpoint;
    }

    /** Every tensor that is asked for. */
    List<WeightSpec> wanted() {
        List<WeightSpec> wanted = new ArrayList<>();
        wanted.addAll(VisionEncoder.weights(config.vision()));
        wanted.addAll(QFormer.weights(config.qformer()));
        wanted.addAll(
                LanguageProjection.weights(config.qformer().width(), config.language().width()));
        wanted.addAll(config.language().weights(checkpoint));
        return wanted;
    }

    /** Every fault, a line each. */
    List<String> faults() {
        Map<String, String> copies = config.language().copies(checkpoint);
        WeightAudit audit =
                new WeightAudit(checkpoint, name -> copies.containsKey(name) || isBuffer(name));
        List<String> faults = audit.faults(wanted());
        copies.forEach(
                (copy, original) -> {
                    if (!checkpoint.sameBytes(copy, original)) {
                        faults.add("differs: " + copy + " is no copy of " + original);
                    }
                });
        return faults;
    }

    /** Buffers that old files carry; they follow from the configuration. */
    private static boolean isBuffer(String name) {
        return name.endsWith(".rotary_emb.inv_freq") || name.endsWith(".position_ids");
    }

    /**
     * @throws CheckpointException with the count and the first three faults
     */
    void require(Path folder) {
        List<String> faults = faults();
        if (!faults.isEmpty()) {
            throw new CheckpointException(
                    "%s does not fit its config.json: %d fault%s (all of them: inspect %s)\n%s"
                            .formatted(
                                    folder,
                                    faults.size(),
                                    faults.size() == 1 ? "" : "s",
                                    folder,
                                    faults.stream()
                                            .limit(FAULTS_SHOWN)
                                            .collect(Collectors.joining("; "))));
        }
    }
}
