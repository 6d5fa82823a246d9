package instructblip.core.model;

import instructblip.core.checkpoint.Checkpoint;
import instructblip.core.checkpoint.CheckpointCopy;
import instructblip.core.checkpoint.CheckpointException;
import instructblip.core.checkpoint.FingerprintCache;
import instructblip.core.checkpoint.ModelFingerprint;
import instructblip.core.checkpoint.StoredType;
import instructblip.core.checkpoint.TensorValues;
import instructblip.core.checkpoint.WeightSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes a checkpoint of which some tensors, or all, have learned nothing yet. */
public final class NewCheckpoint {

    private NewCheckpoint() {}

    /**
     * Copies a checkpoint with tensors drawn anew, in the types that they are stored in.
     *
     * @param from a checkpoint; where everything is drawn its weights may be absent, and are
     *     float32 then
     * @param target folder that does not exist yet; there whole or not at all
     * @param drawn which tensors
     * @param seed of the draws
     * @throws CheckpointException when {@code from} cannot be run, or has no weights that are not
     *     drawn
     * @throws IOException when it cannot be written
     */
    public static void write(Path from, Path target, TrainableTensors drawn, long seed)
            throws IOException {
        ModelConfig config = ModelConfig.read(from);
        Checkpoint checkpoint = checkpoint(from, config, drawn);
        CheckpointFit fit = new CheckpointFit(config, checkpoint);
        fit.require(from);
        Map<String, WeightSpec> byName = new HashMap<>();
        drawn.among(fit.wanted()).forEach(spec -> byName.put(spec.name(), spec));
        Map<String, String> copies = config.language().copies(checkpoint);
        InitialWeights weights = new InitialWeights(from, seed);
        new CheckpointCopy(
                        from,
                        checkpoint,
                        Checkpoint.isIn(from) ? Optional.empty() : Optional.of(StoredType.F32),
                        (entry, dtype) ->
                                bytes(
                                        byName.get(copies.getOrDefault(entry.name(), entry.name())),
                                        dtype,
                                        weights))
                .write(target);
    }

    /**
     * SHA-256 of the weights of a folder by part; none where it has no weights. Reads them unless
     * the user's cache knows them.
     */
    public static Map<String, String> fingerprints(Path from) {
        return Checkpoint.isIn(from)
                ? ModelFingerprint.of(from, FingerprintCache.ofUser()).sha256()
                : Map.of();
    }

    private static Checkpoint checkpoint(Path from, ModelConfig config, TrainableTensors drawn) {
        if (Checkpoint.isIn(from)) {
            return Checkpoint.open(from);
        }
        List<WeightSpec> wanted = new CheckpointFit(config, Checkpoint.planned(List.of())).wanted();
        long stored =
                wanted.stream()
                        .filter(spec -> spec.use().isStored())
                        .map(WeightSpec::name)
                        .distinct()
                        .count();
        if (drawn.among(wanted).size() < stored) {
            // Says what a checkpoint needs.
            return Checkpoint.open(from);
        }
        return Checkpoint.planned(wanted);
    }

    private static Optional<byte[]> bytes(
            WeightSpec spec, StoredType dtype, InitialWeights weights) {
        return Optional.ofNullable(spec)
                .map(known -> new TensorValues(known.shape(), weights.of(known)).bytes(dtype));
    }
}
