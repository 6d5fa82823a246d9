package instructblip.core.model;

import instructblip.core.checkpoint.Checkpoint;
import instructblip.core.checkpoint.CheckpointException;
import instructblip.core.checkpoint.CheckpointState;
import instructblip.core.checkpoint.FingerprintCache;
import instructblip.core.checkpoint.ModelFingerprint;
import instructblip.core.checkpoint.ModelPart;
import instructblip.core.checkpoint.SettingsFingerprint;
import instructblip.core.checkpoint.TensorEntry;
import instructblip.core.checkpoint.WeightSpec;
import instructblip.core.features.FeatureCache;
import instructblip.core.image.ImagePreprocessor;
import instructblip.core.kernel.DType;
import instructblip.core.kernel.EngineException;
import instructblip.core.kernel.EngineStart;
import instructblip.core.kernel.Kernels;
import instructblip.core.kernel.TorchRuntime;
import instructblip.core.request.AnswerMode;
import instructblip.core.request.Generate;
import instructblip.core.text.InstructionEncoder;
import instructblip.core.text.TextTokenizer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * A checkpoint folder that was found fit to run: configuration, tensors' names and shapes,
 * tokenizers, device and memory are checked, no weight is read. What can be wrong without weights
 * is so found before they are read.
 */
public final class CheckedModel {

    /** Folder of the Q-Former's own tokenizer. */
    static final String QFORMER_TOKENIZER = "qformer_tokenizer";

    /** To pack a bfloat16 matrix takes as long as so many steps of a decoder save by it. */
    private static final int FEW_STEPS = 20;

    private final Path folder;
    private final ModelOptions options;
    private final CheckpointState state;
    private final ModelConfig config;
    private final Checkpoint checkpoint;
    private final InstructionEncoder texts;
    private final ModelDescription description;
    private final ThreadPlan threads;

    private CheckedModel(Path folder, ModelOptions options, Consumer<String> notes) {
        this.folder = folder;
        this.options = options;
        EngineStart engine = EngineStart.ahead();
        try {
            this.state = CheckpointState.of(folder);
            this.config = ModelConfig.read(folder);
            this.checkpoint = Checkpoint.open(folder);
            new CheckpointFit(config, checkpoint).require(folder);
            this.texts = openTexts();
        } finally {
            engine.await();
        }
        try {
            String device = Devices.resolve(options.device());
            Precision precision =
                    new PrecisionChoice(device, checkpoint, TorchRuntime.freeBytes(device))
                            .resolve(options.precision(), notes);
            this.threads =
                    ThreadPlan.of(
                            options.threads(),
                            TorchRuntime.usualThreads(),
                            checkpoint.entries().stream().mapToLong(TensorEntry::elements).sum(),
                            device,
                            precision);
            this.description = describe(device, precision, threads.threads());
        } catch (RuntimeException e) {
            texts.close();
            throw e;
        }
    }

    /**
     * Checks a checkpoint folder in hub layout.
     *
     * @param notes takes one-line remarks for the user, as a dtype that was chosen for them
     * @throws CheckpointException when the folder cannot be run
     * @throws EngineException when the engine or the device is not usable here
     */
    public static CheckedModel of(Path folder, ModelOptions options, Consumer<String> notes) {
        return new CheckedModel(folder, options, notes);
    }

    public ModelDescription description() {
        return description;
    }

    /** Threads of the tensor engine in training; {@link #description} has those that answer. */
    public int trainingThreads() {
        return options.threads() > 0 ? options.threads() : TorchRuntime.usualThreads();
    }

    /** Longest prompt in tokens of the language model. */
    public int maxPromptTokens() {
        return config.textLimits(options.maxPromptTokens()).promptTokens();
    }

    /** A digest of names, sizes and times of the files; equal while none of them changes. */
    public String stamp() {
        return state.digest();
    }

    /** Files that changed since this was made; empty when all are as they were. */
    public List<Path> changes() {
        return state.changes();
    }

    /**
     * SHA-256 of the weights by part ({@code vision}, {@code qformer}, {@code language}) and of the
     * other files by kind, as {@code tokenizer}. Reads all of them, weights unless the user's cache
     * knows them; may run on a thread of its own.
     */
    public Map<String, String> fingerprints() {
        Map<String, String> sha256 =
                new LinkedHashMap<>(
                        ModelFingerprint.of(folder, FingerprintCache.ofUser()).sha256());
        sha256.putAll(SettingsFingerprint.of(folder).sha256());
        return sha256;
    }

    /** Names of all tensors that the model asks for. */
    public Set<String> tensors() {
        return new CheckpointFit(config, checkpoint)
                .wanted().stream().map(WeightSpec::name).collect(Collectors.toSet());
    }

    /**
     * Finds out what would learn.
     *
     * @return how many numbers
     * @throws CheckpointException when a part names no tensor
     */
    public long learned(TrainableTensors trainable) {
        return trainable.among(new CheckpointFit(config, checkpoint).wanted()).stream()
                .mapToLong(WeightSpec::elements)
                .sum();
    }

    /** Reads the weights; once only, and the model belongs to the thread that calls. */
    public OpenModel load() {
        return load(Optional.empty());
    }

    /**
     * As {@link #load()}, for a single answer. In bfloat16 a short one is there sooner from weights
     * as they are stored, which takes other orders of summation: last bits may differ.
     */
    public OpenModel loadForOneAnswer(AnswerMode mode) {
        boolean isLong = mode instanceof Generate generate && generate.maxNewTokens() > FEW_STEPS;
        if (isLong || description.precision() != Precision.BFLOAT16) {
            return load();
        }
        TorchRuntime.setThreads(threads.each());
        Kernels kernels = Kernels.openPlain(description.device(), DType.BFLOAT16);
        return new OpenModel(description, insides(kernels), threads.sideBySide(), Optional.empty());
    }

    /**
     * As {@link #load()}; with a cache the vision encoder's weights are also read for their
     * fingerprint, unless the user's cache folder knows it.
     *
     * @param cache of the vision encoder's output
     */
    public OpenModel load(Optional<FeatureCache> cache) {
        TorchRuntime.setThreads(threads.each());
        Optional<String> vision = cache.map(known -> visionFingerprint());
        Kernels kernels = Kernels.open(description.device(), description.precision().dtype());
        ModelInsides insides = insides(kernels);
        return new OpenModel(
                description,
                insides,
                threads.sideBySide(),
                cache.map(known -> new StoredFeatures(known, insides, vision.get(), state)));
    }

    private ModelInsides insides(Kernels kernels) {
        ModelParts parts = ModelParts.load(config, checkpoint, kernels);
        ImagePreprocessor preprocessor = new ImagePreprocessor(config.image());
        return new ModelInsides(
                config,
                parts,
                new MediaReader(preprocessor, options.alpha(), kernels.clock()),
                preprocessor,
                texts);
    }

    /**
     * SHA-256 of the vision encoder's weights. Reads them unless the user's cache folder knows it.
     */
    public String visionFingerprint() {
        return ModelFingerprint.of(folder, FingerprintCache.ofUser(), ModelPart.VISION);
    }

    /**
     * Reads the weights of a model of which some tensors are to learn; once only, and the model
     * belongs to the thread that calls.
     *
     * @param trainable which tensors
     * @throws CheckpointException when it has none of them
     */
    public TrainableModel loadToTrain(TrainableTensors trainable) {
        return loadToTrain(trainable, LabelHeads.NONE, 0);
    }

    /**
     * As {@link #loadToTrain(TrainableTensors)}, with classifiers on the vision encoder.
     *
     * @param seed of what the classifiers begin as
     */
    public TrainableModel loadToTrain(TrainableTensors trainable, LabelHeads heads, long seed) {
        return loadToTrain(trainable, heads, seed, description.precision().dtype());
    }

    /**
     * @param dtype also one that no checkpoint is stored in
     */
    TrainableModel loadToTrain(TrainableTensors trainable, DType dtype) {
        return loadToTrain(trainable, LabelHeads.NONE, 0, dtype);
    }

    private TrainableModel loadToTrain(
            TrainableTensors trainable, LabelHeads heads, long seed, DType dtype) {
        TorchRuntime.setThreads(trainingThreads());
        List<WeightSpec> wanted = new CheckpointFit(config, checkpoint).wanted();
        TrainingParts parts =
                TrainingParts.load(
                        config,
                        checkpoint,
                        trainable.among(wanted),
                        heads.tensors(config.vision().width(), seed),
                        description.device(),
                        dtype);
        ImagePreprocessor preprocessor = new ImagePreprocessor(config.image());
        return new TrainableModel(
                new TrainableModel.Source(folder, checkpoint),
                description,
                new ModelInsides(
                        config,
                        parts.parts(),
                        new MediaReader(
                                preprocessor, options.alpha(), parts.parts().kernels().clock()),
                        preprocessor,
                        texts),
                parts,
                heads);
    }

    private InstructionEncoder openTexts() {
        return new InstructionEncoder(
                TextTokenizer.open(folder),
                config.qformer()
                        .text()
                        .map(text -> TextTokenizer.open(folder.resolve(QFORMER_TOKENIZER))),
                config.textLimits(options.maxPromptTokens()));
    }

    private ModelDescription describe(String device, Precision precision, int threads) {
        Map<String, Long> parameters = new LinkedHashMap<>();
        for (ModelPart part : ModelPart.values()) {
            parameters.put(part.label(), 0L);
        }
        for (TensorEntry entry : checkpoint.entries()) {
            parameters.merge(ModelPart.of(entry.name()).label(), entry.elements(), Long::sum);
        }
        return new ModelDescription(
                folder.toAbsolutePath().normalize().getFileName().toString(),
                config.kind(),
                parameters,
                device,
                precision,
                threads,
                TorchRuntime.versions());
    }
}
