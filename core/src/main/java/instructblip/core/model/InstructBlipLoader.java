package instructblip.core.model;

import instructblip.core.checkpoint.Checkpoint;
import instructblip.core.checkpoint.ModelPart;
import instructblip.core.checkpoint.TensorEntry;
import instructblip.core.image.ImagePreprocessor;
import instructblip.core.kernel.Kernels;
import instructblip.core.kernel.TorchRuntime;
import instructblip.core.text.InstructionEncoder;
import instructblip.core.text.TextTokenizer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Opens a checkpoint folder: configuration, audit, tokenizers, device, weights, in this order, so
 * that whatever can be wrong without weights is found before they are read.
 */
final class InstructBlipLoader {

    /** Folder of the Q-Former's own tokenizer. */
    static final String QFORMER_TOKENIZER = "qformer_tokenizer";

    private final Path folder;
    private final ModelOptions options;
    private final Consumer<String> notes;

    InstructBlipLoader(Path folder, ModelOptions options, Consumer<String> notes) {
        this.folder = folder;
        this.options = options;
        this.notes = notes;
    }

    InstructBlip load() {
        InstructBlipConfig config = InstructBlipConfig.read(folder);
        Checkpoint checkpoint = Checkpoint.open(folder);
        new CheckpointFit(config, checkpoint).require(folder);
        InstructionEncoder texts = texts(config);
        try {
            return load(config, checkpoint, texts);
        } catch (RuntimeException e) {
            texts.close();
            throw e;
        }
    }

    private InstructBlip load(
            InstructBlipConfig config, Checkpoint checkpoint, InstructionEncoder texts) {
        if (options.threads() > 0) {
            TorchRuntime.setThreads(options.threads());
        }
        String device = Devices.resolve(options.device());
        Precision precision =
                new PrecisionChoice(device, checkpoint, TorchRuntime.freeBytes(device))
                        .resolve(options.precision(), notes);
        Kernels kernels = Kernels.open(device, precision.dtype());
        ModelParts parts = ModelParts.load(config, checkpoint, kernels);
        ImagePreprocessor preprocessor = new ImagePreprocessor(config.image());
        return new InstructBlip(
                describe(config, checkpoint, kernels, precision),
                new ModelInsides(
                        config,
                        parts,
                        new ImageReader(preprocessor, options.alpha()),
                        preprocessor,
                        texts));
    }

    private InstructionEncoder texts(InstructBlipConfig config) {
        return new InstructionEncoder(
                TextTokenizer.open(folder),
                TextTokenizer.open(folder.resolve(QFORMER_TOKENIZER)),
                config.textLimits(options.maxPromptTokens()));
    }

    private ModelDescription describe(
            InstructBlipConfig config,
            Checkpoint checkpoint,
            Kernels kernels,
            Precision precision) {
        Map<String, Long> parameters = new LinkedHashMap<>();
        for (ModelPart part : ModelPart.values()) {
            parameters.put(part.label(), 0L);
        }
        for (TensorEntry entry : checkpoint.entries()) {
            parameters.merge(ModelPart.of(entry.name()).label(), entry.elements(), Long::sum);
        }
        return new ModelDescription(
                folder.toAbsolutePath().normalize().getFileName().toString(),
                InstructBlipConfig.MODEL_TYPE,
                config.language().family(),
                parameters,
                kernels.device(),
                precision,
                TorchRuntime.threads(),
                TorchRuntime.versions());
    }
}
