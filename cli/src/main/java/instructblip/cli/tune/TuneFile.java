package instructblip.cli.tune;

import instructblip.benchmarks.dataset.DatasetException;
import instructblip.benchmarks.dataset.source.YamlMapping;
import instructblip.core.checkpoint.StoredType;
import instructblip.core.model.TrainableTensors;
import instructblip.core.train.AdamWSettings;
import instructblip.core.train.LearningRate;
import instructblip.core.train.Mixture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads the YAML file of a run of tuning. Keys of a stage stand in the stage, or above all stages
 * for those that do not say otherwise; {@code docs/tuning.md} explains them. Relative paths are
 * relative to the file's folder.
 */
public final class TuneFile {

    private static final List<String> RUN_KEYS =
            List.of(
                    "model",
                    "qformer_text",
                    "data_folder",
                    "save",
                    "save_every",
                    "log_every",
                    "seed",
                    "stages");

    private static final List<String> STAGE_KEYS =
            List.of(
                    "draw",
                    "trainable",
                    "data",
                    "sampling",
                    "steps",
                    "batch_size",
                    "accumulate",
                    "learning_rate",
                    "warmup_steps",
                    "warmup_learning_rate",
                    "min_learning_rate",
                    "weight_decay",
                    "beta1",
                    "beta2",
                    "epsilon",
                    "clip",
                    "dropout",
                    "move",
                    "mirror",
                    "validation");

    private static final List<String> NAMED = List.of("model", "qformer_text");

    private static final Pattern DECIDES_NOTHING =
            Pattern.compile("(.*\\.)?folder|data_folder|save_every|log_every");

    private static final List<String> TYPES = List.of("float32", "float16", "bfloat16", "stored");

    private final Path file;
    private final YamlMapping yaml;
    private final Places places;

    /**
     * Where what has a name comes from.
     *
     * @param model the bundled checkpoint
     * @param data folder of the bundled data sets
     */
    public record Places(Path model, Path data) {}

    private TuneFile(Path file, YamlMapping yaml, Places places) {
        this.file = file;
        this.yaml = yaml;
        this.places = places;
    }

    /**
     * Reads a file.
     *
     * @param seed in place of the file's
     * @throws DatasetException naming file, line, key, what was found and what was expected
     */
    public static TuneConfig read(Path file, Optional<Long> seed, Places places)
            throws DatasetException {
        return new TuneFile(file, YamlMapping.read(file), places).config(seed);
    }

    private TuneConfig config(Optional<Long> given) throws DatasetException {
        yaml.only(Stream.of(RUN_KEYS, STAGE_KEYS).flatMap(List::stream).toList());
        YamlKeys keys = new YamlKeys(yaml, Optional.empty());
        long seed = given.orElse((long) keys.whole("seed", 1, 0));
        return new TuneConfig(
                model(),
                text(),
                type(keys.choice("save", "float32", TYPES)),
                stages(),
                keys.whole("save_every", 500, 1),
                keys.whole("log_every", 10, 1),
                seed,
                settings(seed));
    }

    /** Without what decides nothing; of folders, which may be moved, what they are called. */
    private Map<String, Object> settings(long seed) throws DatasetException {
        Map<String, Object> settings = new LinkedHashMap<>();
        yaml.flat()
                .forEach(
                        (place, text) -> {
                            if (NAMED.contains(place)) {
                                Path name = file.resolveSibling(text).normalize().getFileName();
                                settings.put(place, String.valueOf(name));
                            } else if (!DECIDES_NOTHING.matcher(place).matches()) {
                                settings.put(place, text);
                            }
                        });
        settings.put("seed", seed);
        return settings;
    }

    private static Optional<StoredType> type(String name) {
        return switch (name) {
            case "float32" -> Optional.of(StoredType.F32);
            case "float16" -> Optional.of(StoredType.F16);
            case "bfloat16" -> Optional.of(StoredType.BF16);
            default -> Optional.empty();
        };
    }

    private Path model() throws DatasetException {
        String name = yaml.text("model");
        if (name.equals("demo")) {
            return places.model();
        }
        Path folder = LearningData.path(file, yaml, "model", name);
        if (!Files.isDirectory(folder)) {
            throw yaml.fault("model", "a checkpoint folder or demo");
        }
        return folder;
    }

    private Optional<Path> text() throws DatasetException {
        if (!yaml.has("qformer_text")) {
            return Optional.empty();
        }
        Path folder = LearningData.path(file, yaml, "qformer_text", yaml.text("qformer_text"));
        if (!Files.isDirectory(folder)) {
            throw yaml.fault("qformer_text", "a folder with BERT's tokenizer, and its weights");
        }
        return Optional.of(folder);
    }

    private List<TuneStage> stages() throws DatasetException {
        if (!yaml.has("stages")) {
            return List.of(stage("main", new YamlKeys(yaml, Optional.empty())));
        }
        if (yaml.has("draw")) {
            throw yaml.fault("draw", "it in a stage: above all of them each would begin anew");
        }
        List<TuneStage> stages = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>();
        List<String> known = new ArrayList<>(STAGE_KEYS);
        known.add("name");
        for (YamlMapping part : yaml.mappings("stages")) {
            part.only(known);
            String name = part.find("name").orElse(Integer.toString(stages.size() + 1));
            if (!name.matches("[a-z0-9][a-z0-9-]{0,63}") || !names.add(name)) {
                throw part.fault("name", "small letters, digits and hyphens, each name once");
            }
            stages.add(stage(name, new YamlKeys(part, Optional.of(yaml))));
        }
        if (stages.isEmpty()) {
            throw yaml.fault("stages", "at least one");
        }
        return stages;
    }

    private TuneStage stage(String name, YamlKeys keys) throws DatasetException {
        LearningData data = new LearningData(file, yaml, places.data());
        List<LearningSource> sources = data.sources(keys.of("data"));
        Optional<YamlMapping> validation =
                keys.has("validation")
                        ? Optional.of(
                                keys.of("validation")
                                        .mapping("validation")
                                        .only(List.of("every", "keep", "sets")))
                        : Optional.empty();
        if (validation.isPresent() && sources.get(0).label().isPresent()) {
            throw keys.of("validation")
                    .fault("validation", "none where labels are learned: nothing can be asked");
        }
        List<String> drawn = keys.texts("draw");
        List<String> learned = keys.texts("trainable");
        int batchSize = keys.whole("batch_size", 16, 1);
        int accumulate = keys.whole("accumulate", 1, 1);
        if (accumulate > batchSize) {
            throw keys.of("accumulate").fault("accumulate", "at most batch_size, " + batchSize);
        }
        return new TuneStage(
                name,
                drawn.isEmpty() ? Optional.empty() : Optional.of(new TrainableTensors(drawn)),
                learned.isEmpty() ? TrainableTensors.authors() : new TrainableTensors(learned),
                sources,
                Mixture.Law.valueOf(
                        keys.choice("sampling", "sqrt", List.of("sqrt", "proportional", "uniform"))
                                .toUpperCase(Locale.ROOT)),
                batchSize,
                accumulate,
                rate(keys),
                optimizer(keys),
                keys.flag("dropout", true),
                new TuneStage.Moves(keys.whole("move", 0, 0), keys.flag("mirror", false)),
                validation.isPresent() ? data.sets(validation.get()) : List.of(),
                validation.isPresent()
                        ? new YamlKeys(validation.get(), Optional.empty()).whole("every", 3000, 1)
                        : Integer.MAX_VALUE,
                validation.isPresent()
                        && new YamlKeys(validation.get(), Optional.empty())
                                .choice("keep", "best", List.of("best", "last"))
                                .equals("best"));
    }

    private static LearningRate rate(YamlKeys keys) throws DatasetException {
        int steps = keys.whole("steps", 60_000, 1);
        int warmup = keys.whole("warmup_steps", Math.min(1000, steps / 10), 0);
        double peak = keys.real("learning_rate", 1e-5);
        if (warmup > steps) {
            throw keys.of("warmup_steps").fault("warmup_steps", "at most steps, " + steps);
        }
        if (peak == 0) {
            throw keys.of("learning_rate").fault("learning_rate", "a number above 0");
        }
        return new LearningRate(
                keys.real("warmup_learning_rate", Math.min(1e-8, peak)),
                peak,
                keys.real("min_learning_rate", 0),
                warmup,
                steps);
    }

    private static AdamWSettings optimizer(YamlKeys keys) throws DatasetException {
        OptionalDouble clip = keys.optionalReal("clip");
        return new AdamWSettings(
                share(keys, "beta1", 0.9),
                share(keys, "beta2", 0.999),
                keys.real("epsilon", 1e-8),
                keys.real("weight_decay", 0.05),
                AdamWSettings::usuallyDecays,
                clip.isPresent() && clip.getAsDouble() == 0 ? OptionalDouble.empty() : clip);
    }

    private static double share(YamlKeys keys, String key, double absent) throws DatasetException {
        double value = keys.real(key, absent);
        if (value >= 1) {
            throw keys.of(key).fault(key, "a number below 1");
        }
        return value;
    }
}
