package instructblip.cli.tune;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import instructblip.benchmarks.dataset.DatasetException;
import instructblip.cli.console.Console;
import instructblip.cli.console.Json;
import instructblip.cli.console.ToolVersion;
import instructblip.cli.run.CutShortException;
import instructblip.cli.run.GitRevision;
import instructblip.cli.run.Interruption;
import instructblip.core.checkpoint.StoredType;
import instructblip.core.model.CheckedModel;
import instructblip.core.model.InstructBlipOfBlip2;
import instructblip.core.model.ModelDescription;
import instructblip.core.model.ModelOptions;
import instructblip.core.model.NewCheckpoint;
import instructblip.core.model.TrainableModel;
import instructblip.results.store.ToolBuild;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A run of tuning as a straight line: data, then stage by stage, then the checkpoint. */
public final class TuneRun {

    private static final int FORMAT = 1;
    private static final String DEVICE = "device";
    private static final String MODEL = "model.";

    private final TuneConfig config;
    private final ModelOptions options;
    private final Console console;
    private final List<PlannedStage> planned;

    private TuneRun(
            TuneConfig config, ModelOptions options, Console console, List<PlannedStage> planned) {
        this.config = config;
        this.options = options;
        this.console = console;
        this.planned = planned;
    }

    /**
     * Reads all data and tries every template.
     *
     * @param options that the model is opened with; computed in float32
     * @throws DatasetException when a file or record is broken, or a template does not fit
     */
    public static TuneRun plan(TuneConfig config, ModelOptions options, Console console)
            throws DatasetException {
        List<PlannedStage> planned = new ArrayList<>();
        for (TuneStage stage : config.stages()) {
            planned.add(PlannedStage.of(stage));
        }
        return new TuneRun(config, options, console, planned);
    }

    /**
     * Tunes.
     *
     * @param output folder of the run
     * @param resume whether the folder may hold this run already
     * @return the manifest
     * @throws instructblip.results.store.NotComparableException when it holds another run
     * @throws instructblip.cli.run.CutShortException when the run cannot go on
     */
    public ObjectNode run(Path output, boolean resume) {
        try (TuneFolder folder = TuneFolder.open(output, resume);
                Interruption interruption = new Interruption()) {
            return run(folder, interruption);
        }
    }

    private ObjectNode run(TuneFolder folder, Interruption interruption) {
        // Nothing is written into the folder of another run.
        Map<String, String> known = identity();
        folder.requireSame(known, name -> !name.equals(DEVICE) && !name.startsWith(MODEL));
        CheckedModel model = begin(folder, planned.get(0).stage(), start(folder));
        for (PlannedStage stage : planned) {
            stage.stage().drawn().ifPresent(model::learned);
            model.learned(stage.stage().trainable());
        }
        Map<String, String> identity = identity(known, model);
        folder.requireSame(identity, name -> true);
        if (folder.isFinished()) {
            console.note(folder.path() + " is finished; nothing is computed again.");
            return folder.manifest();
        }
        ObjectNode manifest = folder.begun().orElseGet(() -> manifest(model, identity));
        folder.write(manifest);
        TuneLog log = new TuneLog(folder.file("train.jsonl"));
        CheckedModel at = model;
        List<String> done = new ArrayList<>();
        for (int i = 0; i < planned.size(); i++) {
            PlannedStage stage = planned.get(i);
            boolean last = i == planned.size() - 1;
            Path result = folder.result(stage.stage(), last);
            if (!Files.exists(result)) {
                Learning learning = new Learning(stage, at, done, result, last);
                learn(learning, folder, log, manifest, interruption);
            }
            folder.forgetStates(stage.stage());
            done.add(stage.stage().name());
            if (!last) {
                at = begin(folder, planned.get(i + 1).stage(), result);
            }
        }
        folder.write("loss.svg", new LossPlot(log.lines().values()).svg());
        manifest.put("status", "finished").put("ended", Instant.now().toString());
        folder.write(manifest);
        return manifest;
    }

    /** The folder of the model that is named, with the text part that it may need. */
    private Path start(TuneFolder folder) {
        if (config.text().isEmpty()) {
            return config.model();
        }
        Path start = folder.file("begin").resolve("instructblip");
        if (!Files.exists(start)) {
            folder.save(
                    start,
                    () ->
                            InstructBlipOfBlip2.write(
                                    config.model(), config.text().get(), start, config.seed()));
        }
        return start;
    }

    /** The model that a stage begins with; its tensors are drawn where it says so. */
    private CheckedModel begin(TuneFolder folder, TuneStage stage, Path from) {
        Path begin = folder.begin(stage);
        if (stage.drawn().isPresent() && !Files.exists(begin)) {
            folder.save(
                    begin,
                    () -> NewCheckpoint.write(from, begin, stage.drawn().get(), config.seed()));
        }
        return CheckedModel.of(stage.drawn().isPresent() ? begin : from, options, console::note);
    }

    /**
     * What is to be done in a stage.
     *
     * @param begin model
     * @param done names of the stages before
     * @param result folder of its checkpoint
     * @param last whether that is the run's
     */
    private record Learning(
            PlannedStage stage, CheckedModel begin, List<String> done, Path result, boolean last) {}

    private void learn(
            Learning learning,
            TuneFolder folder,
            TuneLog log,
            ObjectNode manifest,
            Interruption interruption) {
        TuneStage stage = learning.stage.stage();
        long learned = learning.begin.learned(stage.trainable());
        console.note(
                "%s: %,d numbers learn in %,d steps of %d samples"
                        .formatted(stage.name(), learned, stage.steps(), stage.batchSize()));
        try (TrainableModel model =
                learning.begin.loadToTrain(
                        stage.trainable(), learning.stage.heads(), config.seed())) {
            StageResult result =
                    new StageRun(config, learning.stage, folder, log, console)
                            .run(model, learned, learning.done, interruption);
            requireUnchanged(learning.begin);
            Optional<StoredType> type = learning.last ? config.save() : Optional.of(StoredType.F32);
            // First, since a stage whose checkpoint is there is not looked at again.
            enter(manifest, result);
            folder.write(manifest);
            folder.save(learning.result, () -> model.save(learning.result, type));
        }
    }

    /** What does not learn is read again where the result is written. */
    private static void requireUnchanged(CheckedModel begin) {
        List<Path> changed = begin.changes();
        if (!changed.isEmpty()) {
            throw new CutShortException(
                    changed.get(0)
                            + " changed while it was used: what learned belongs to another checkpoint",
                    null);
        }
    }

    private static void enter(ObjectNode manifest, StageResult result) {
        ArrayNode stages = manifest.withArray("stages");
        for (int i = 0; i < stages.size(); i++) {
            if (stages.get(i).path("stage").asText().equals(result.stage())) {
                stages.remove(i--);
            }
        }
        stages.add(Json.object(result));
    }

    /** All that decides what is learned. */
    private static Map<String, String> identity(Map<String, String> known, CheckedModel model) {
        Map<String, String> identity = new LinkedHashMap<>(known);
        identity.put(DEVICE, model.description().device());
        model.fingerprints().forEach((part, sha256) -> identity.put(MODEL + part, sha256));
        return identity;
    }

    /** What of it is known before a checkpoint is opened. */
    private Map<String, String> identity() {
        Map<String, String> identity = new LinkedHashMap<>();
        config.settings().forEach((key, value) -> identity.put(key, value.toString()));
        NewCheckpoint.fingerprints(config.model())
                .forEach((part, sha256) -> identity.put("begun from." + part, sha256));
        for (PlannedStage stage : planned) {
            stage.fingerprints()
                    .forEach(
                            (set, sha256) ->
                                    identity.put(stage.stage().name() + "." + set, sha256));
        }
        return identity;
    }

    private ObjectNode manifest(CheckedModel model, Map<String, String> identity) {
        ModelDescription description = model.description();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("format", FORMAT);
        fields.put("tool", tool());
        GitRevision.of(Path.of("")).ifPresent(commit -> fields.put("git", commit));
        fields.put("model", config.model().getFileName().toString());
        fields.put("type", description.kind().type().label());
        fields.put("parameters", description.parameters());
        fields.put("engine", description.engine());
        fields.put("threads", model.trainingThreads());
        fields.put("identity", identity);
        fields.put("status", "unfinished");
        fields.put("started", Instant.now().toString());
        ObjectNode manifest = Json.object(fields);
        manifest.putArray("stages");
        return manifest;
    }

    /** As {@code run.json} has it. */
    private static Map<String, Object> tool() {
        ToolBuild build = ToolVersion.build();
        Map<String, Object> git = new LinkedHashMap<>();
        git.put("revision", build.revision());
        git.put("dirty", build.dirty());
        Map<String, Object> tool = new LinkedHashMap<>();
        tool.put("name", "instructblip-eval");
        tool.put("version", build.version());
        tool.put("git", git);
        return tool;
    }
}
