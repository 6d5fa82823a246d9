package instructblip.core.model;

import instructblip.core.checkpoint.Checkpoint;
import instructblip.core.checkpoint.CheckpointException;
import instructblip.core.checkpoint.ConfigNode;
import instructblip.core.checkpoint.ModelPart;
import instructblip.core.checkpoint.TensorEntry;
import instructblip.core.request.LanguageFamily;
import instructblip.core.text.InstructionEncoder;
import instructblip.core.text.TextTokenizer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a checkpoint folder holds, found without reading weights and without the tensor engine.
 *
 * @param folder as given
 * @param modelType {@code model_type} of its configuration
 * @param languageModel {@code model_type} of its text configuration
 * @param settings what its configuration decides; absent where that is at fault
 * @param parts in the order of the data: vision, qformer, language; empty where no weights are
 *     readable
 * @param tokenizers those that can be used: of the language model, of the Q-Former
 * @param faults every missing, unexpected or mis-shaped tensor and every missing file, a line each;
 *     empty when {@code run} could load the folder
 */
public record ModelAudit(
        Path folder,
        String modelType,
        String languageModel,
        Optional<Settings> settings,
        List<Part> parts,
        List<Tokenizer> tokenizers,
        List<String> faults) {

    /**
     * @param family of the language model
     * @param imageSize side in pixels
     * @param queries visual tokens per image
     * @param vocabulary rows of the language model's embedding table
     * @param promptTokens longest prompt where the user asks for no other
     * @param instructionTokens what the Q-Former reads of it, from the end; 0 where it reads none
     */
    public record Settings(
            LanguageFamily family,
            int imageSize,
            int queries,
            int vocabulary,
            int promptTokens,
            int instructionTokens) {

        private static Settings of(ModelConfig config) {
            InstructionEncoder.Limits limits = config.textLimits(0);
            return new Settings(
                    limits.family(),
                    config.vision().imageSize(),
                    config.qformer().queries(),
                    limits.vocabulary(),
                    limits.promptTokens(),
                    limits.instructionTokens());
        }
    }

    /**
     * @param name of the part
     * @param tensors count
     * @param parameters count
     * @param bytes as stored
     * @param dtypes tensors per stored dtype
     */
    public record Part(
            String name, int tensors, long parameters, long bytes, Map<String, Integer> dtypes) {

        private static Part of(ModelPart part, Checkpoint checkpoint) {
            List<TensorEntry> entries =
                    checkpoint.entries().stream()
                            .filter(entry -> ModelPart.of(entry.name()) == part)
                            .toList();
            Map<String, Integer> dtypes = new TreeMap<>();
            entries.forEach(entry -> dtypes.merge(entry.dtype().name(), 1, Integer::sum));
            return new Part(
                    part.label(),
                    entries.size(),
                    entries.stream().mapToLong(TensorEntry::elements).sum(),
                    entries.stream().mapToLong(TensorEntry::bytes).sum(),
                    dtypes);
        }
    }

    /**
     * @param folder within the checkpoint's, {@code .} for the language model's
     * @param kind how it splits words: {@code Unigram}, {@code BPE}, {@code WordPiece}
     */
    public record Tokenizer(String folder, String kind) {}

    /**
     * Audits a folder.
     *
     * @throws CheckpointException when there is no configuration to audit by
     */
    public static ModelAudit of(Path folder) {
        ConfigNode json = ModelConfig.json(folder);
        List<String> faults = new ArrayList<>();
        Optional<ModelConfig> config = orFault(() -> ModelConfig.read(folder), faults);
        Optional<Checkpoint> checkpoint = orFault(() -> Checkpoint.open(folder), faults);
        if (config.isPresent() && checkpoint.isPresent()) {
            faults.addAll(new CheckpointFit(config.get(), checkpoint.get()).faults());
        }
        List<Tokenizer> tokenizers = new ArrayList<>();
        for (String place : tokenizerFolders(config)) {
            orFault(() -> tokenizer(folder, place), faults).ifPresent(tokenizers::add);
        }
        return new ModelAudit(
                folder,
                json.text("model_type", ""),
                json.objectOrEmpty("text_config").text("model_type", ""),
                config.map(Settings::of),
                checkpoint.map(ModelAudit::parts).orElse(List.of()),
                List.copyOf(tokenizers),
                List.copyOf(faults));
    }

    private interface Reading<T> {

        T read();
    }

    private static <T> Optional<T> orFault(Reading<T> reading, List<String> faults) {
        try {
            return Optional.of(reading.read());
        } catch (CheckpointException e) {
            faults.add(e.getMessage().replace('\n', ' '));
            return Optional.empty();
        }
    }

    /** Where there is no configuration, as for a Q-Former that reads text. */
    private static List<String> tokenizerFolders(Optional<ModelConfig> config) {
        boolean readsText = config.map(known -> known.qformer().text().isPresent()).orElse(true);
        return readsText ? List.of(".", CheckedModel.QFORMER_TOKENIZER) : List.of(".");
    }

    private static Tokenizer tokenizer(Path folder, String place) {
        try (TextTokenizer tokenizer = TextTokenizer.open(folder.resolve(place).normalize())) {
            return new Tokenizer(place, tokenizer.model());
        }
    }

    private static List<Part> parts(Checkpoint checkpoint) {
        return Arrays.stream(ModelPart.values()).map(part -> Part.of(part, checkpoint)).toList();
    }
}
