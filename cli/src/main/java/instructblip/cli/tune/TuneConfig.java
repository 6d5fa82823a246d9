package instructblip.cli.tune;

import instructblip.core.checkpoint.StoredType;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a run of tuning is to do.
 *
 * @param model folder that it begins with
 * @param text of the Q-Former, which a BLIP-2 model gets: a folder of BERT, or of its tokenizer
 * @param save type that the checkpoint's weights are written in; empty keeps the stored ones
 * @param stages one after the other
 * @param saveEvery steps between states that a run can be taken up from
 * @param logEvery steps between lines of the log
 * @param seed of all that is drawn
 * @param settings all of it by the names of the file, for the manifest
 */
public record TuneConfig(
        Path model,
        Optional<Path> text,
        Optional<StoredType> save,
        List<TuneStage> stages,
        int saveEvery,
        int logEvery,
        long seed,
        Map<String, Object> settings) {

    public TuneConfig {
        stages = List.copyOf(stages);
    }
}
