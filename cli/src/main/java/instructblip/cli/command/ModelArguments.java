package instructblip.cli.command;

import instructblip.cli.console.UsageException;
import instructblip.core.model.ModelOptions;
import instructblip.core.model.Precision;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** Which model, and where and in what it computes. */
final class ModelArguments {

    private static final String BUNDLED = "demo";
    private static final String AUTO = "auto";

    @Option(
            names = {"-m", "--model"},
            paramLabel = "DIR",
            description =
                    "Checkpoint folder as on the Hugging Face hub, or `demo` for the bundled one;"
                            + " `run` takes several.")
    private List<String> models = new ArrayList<>();

    @Option(
            names = "--model-args",
            paramLabel = "KEY=VALUE,…",
            description = "pretrained=DIR,dtype=…,device=… as other harnesses spell it.")
    private String modelArgs;

    @Option(
            names = "--device",
            paramLabel = "DEVICE",
            description = "auto (default), cpu, cuda or cuda:N.")
    private String device;

    @Option(
            names = "--dtype",
            paramLabel = "DTYPE",
            description = "auto (default), float32, bfloat16 or float16: what is computed in.")
    private String dtype;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads that compute (default: the tensor engine's own choice).")
    private int threads;

    /** The model's folder, or empty where none is named. */
    Optional<Path> folder(Bundle bundle) {
        List<Path> folders = folders(bundle);
        if (folders.size() > 1) {
            throw new UsageException(
                    "--model is given %d times; expected once".formatted(folders.size()));
        }
        return folders.stream().findFirst();
    }

    /** The folders of all models that are named, in their order. */
    List<Path> folders(Bundle bundle) {
        List<String> named = new ArrayList<>(models);
        if (modelArgs != null && modelArgs().containsKey("pretrained")) {
            named.add(modelArgs().get("pretrained"));
        }
        return named.stream().map(name -> folder(name, bundle)).toList();
    }

    /** Whether the name stands for the checkpoint that comes with the program. */
    static boolean isBundled(String name) {
        return name.equals(BUNDLED);
    }

    /** A folder by its path, or the bundled one by its name. */
    static Path folder(String name, Bundle bundle) {
        if (isBundled(name)) {
            return bundle.model();
        }
        Path folder = Arguments.path(name);
        if (!Files.isDirectory(folder)) {
            throw new UsageException(
                    "%s: no such folder; expected a checkpoint folder or %s. A name on the hub has to be downloaded first (README, real checkpoints)."
                            .formatted(Arguments.shown(name), BUNDLED));
        }
        return folder;
    }

    /** The rest of it. */
    ModelOptions options() {
        if (threads < 0) {
            throw new UsageException("--threads is %d; expected 1 or more".formatted(threads));
        }
        ModelOptions defaults = ModelOptions.defaults();
        return new ModelOptions(
                given(device, "device").orElse(defaults.device()),
                precision(),
                threads,
                defaults.maxPromptTokens(),
                defaults.alpha());
    }

    private Optional<Precision> precision() {
        String name = given(dtype, "dtype").orElse(AUTO);
        if (name.equals(AUTO)) {
            return Optional.empty();
        }
        for (Precision precision : Precision.values()) {
            if (precision.label().equals(name)) {
                return Optional.of(precision);
            }
        }
        throw new UsageException(
                "--dtype is %s; expected auto, %s"
                        .formatted(
                                Arguments.shown(name),
                                Arrays.stream(Precision.values())
                                        .map(Precision::label)
                                        .collect(Collectors.joining(", "))));
    }

    private Optional<String> given(String option, String key) {
        if (option != null) {
            return Optional.of(option);
        }
        return modelArgs == null ? Optional.empty() : Optional.ofNullable(modelArgs().get(key));
    }

    private Map<String, String> modelArgs() {
        Map<String, String> values = new LinkedHashMap<>();
        for (String pair : modelArgs.split(",")) {
            int equals = pair.indexOf('=');
            String key = equals < 0 ? pair : pair.substring(0, equals);
            if (equals < 0 || !List.of("pretrained", "dtype", "device").contains(key)) {
                throw new UsageException(
                        "--model-args has %s; expected pretrained=…, dtype=… or device=…"
                                .formatted(Arguments.shown(pair)));
            }
            values.put(key, pair.substring(equals + 1));
        }
        return values;
    }
}
