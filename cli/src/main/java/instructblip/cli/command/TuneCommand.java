package instructblip.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import instructblip.benchmarks.dataset.DatasetException;
import instructblip.cli.console.Console;
import instructblip.cli.console.ExitCode;
import instructblip.cli.console.Json;
import instructblip.cli.console.UsageException;
import instructblip.cli.tune.TuneConfig;
import instructblip.cli.tune.TuneFile;
import instructblip.cli.tune.TuneRun;
import instructblip.core.model.ModelOptions;
import instructblip.core.model.Precision;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "tune",
        description = "Instruction tuning and fine-tuning of a checkpoint, in float32.")
public final class TuneCommand implements Callable<Integer> {

    @Mixin private OutputArguments output = new OutputArguments();

    @Option(
            names = "--config",
            paramLabel = "FILE",
            required = true,
            description = "What to learn, from what and how, as YAML (docs/tuning.md).")
    private String config;

    @Option(
            names = {"--output", "--output-path"},
            paramLabel = "DIR",
            required = true,
            description = "Folder of the run; the checkpoint goes to DIR/checkpoint.")
    private String folder;

    @Option(names = "--resume", description = "Continue the run in --output.")
    private boolean resume;

    @Option(names = "--seed", paramLabel = "N", description = "In place of the file's seed.")
    private Long seed;

    @Option(
            names = "--device",
            paramLabel = "DEVICE",
            description = "auto (default), cpu, cuda or cuda:N.")
    private String device = ModelOptions.defaults().device();

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads of the tensor engine; with 1, equal runs are equal to the bit.")
    private int threads;

    private final Console console;

    public TuneCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws DatasetException {
        output.on(console);
        if (threads < 0) {
            throw new UsageException("--threads is %d; expected 1 or more".formatted(threads));
        }
        Bundle bundle = Bundle.ofThisInstallation();
        TuneConfig wanted =
                TuneFile.read(
                        Arguments.path(config),
                        Optional.ofNullable(seed),
                        new TuneFile.Places(bundle.model(), bundle.data()));
        ModelOptions options = new ModelOptions(device, Optional.of(Precision.FLOAT32), threads, 0);
        Path place = Arguments.path(folder);
        ObjectNode manifest = TuneRun.plan(wanted, options, console).run(place, resume);
        if (output.json()) {
            console.print(Json.line(manifest));
        } else {
            print(manifest);
        }
        console.note("Stored in " + place);
        return ExitCode.OK.code();
    }

    private void print(ObjectNode manifest) {
        for (JsonNode stage : manifest.path("stages")) {
            StringBuilder line = new StringBuilder();
            line.append(
                    "%s: %,d steps, %,d numbers learned"
                            .formatted(
                                    stage.path("stage").asText(),
                                    stage.path("steps").asInt(),
                                    stage.path("learned").asLong()));
            stage.path("validation")
                    .properties()
                    .forEach(
                            set ->
                                    line.append(", ")
                                            .append(set.getKey())
                                            .append(' ')
                                            .append(
                                                    String.format(
                                                            Locale.ROOT,
                                                            "%.2f",
                                                            set.getValue().asDouble(Double.NaN))));
            if (stage.path("best_step").asInt() > 0) {
                line.append(" (step %,d kept)".formatted(stage.path("best_step").asInt()));
            }
            console.print(line.toString());
        }
    }
}
