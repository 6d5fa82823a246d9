package instructblip.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import instructblip.benchmarks.catalog.Benchmark;
import instructblip.benchmarks.dataset.DatasetException;
import instructblip.benchmarks.prompt.Preset;
import instructblip.cli.console.Console;
import instructblip.cli.console.ExitCode;
import instructblip.cli.console.Json;
import instructblip.cli.console.ToolVersion;
import instructblip.cli.console.UsageException;
import instructblip.cli.report.FittingRows;
import instructblip.cli.run.EvaluationRun;
import instructblip.cli.run.GitRevision;
import instructblip.cli.run.RunOptions;
import instructblip.cli.run.RunOutcome;
import instructblip.cli.run.RunTarget;
import instructblip.core.features.FeatureCache;
import instructblip.core.image.Alpha;
import instructblip.core.model.CheckedModel;
import instructblip.core.model.ModelOptions;
import instructblip.core.request.LanguageFamily;
import instructblip.results.compare.PublishedRow;
import instructblip.results.report.PublishedColumns;
import instructblip.results.report.ResultText;
import instructblip.results.report.ResultsTable;
import instructblip.results.store.MetricsFile;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "run",
        description = "Evaluates a model on benchmarks, stores the run and prints the table.")
public final class RunCommand implements Callable<Integer> {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

    @Mixin private ModelArguments model = new ModelArguments();
    @Mixin private BenchmarkArguments benchmark = new BenchmarkArguments();
    @Mixin private DecodingArguments decoding = new DecodingArguments();
    @Mixin private VideoArguments video = new VideoArguments();
    @Mixin private FeatureArguments features = new FeatureArguments();
    @Mixin private OutputArguments output = new OutputArguments();

    @Option(
            names = "--max-prompt-tokens",
            paramLabel = "N",
            description = "Longest prompt; a longer one makes its sample failed (default 2048).")
    private int maxPromptTokens;

    @Option(
            names = "--batch-size",
            paramLabel = "N|auto",
            description = "Samples at once (default auto); answers do not depend on it in float32.")
    private String batchSize = "auto";

    @Option(
            names = {"--output", "--output-path"},
            paramLabel = "DIR",
            description = "Folder of the run (default runs/TIME-MODEL).")
    private String folder;

    @Option(names = "--resume", description = "Continue the run in --output.")
    private boolean resume;

    @Option(
            names = "--log-samples",
            description = "Accepted for scripts of other harnesses: samples are always stored.")
    private boolean logSamples;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "These options as YAML; what is given here wins over the file.")
    private String config;

    @Spec private CommandSpec spec;

    private final Console console;

    public RunCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws DatasetException {
        if (config != null) {
            CommandLine fresh = new CommandLine(new RunCommand(console));
            ConfigFile.apply(Arguments.path(config), spec, fresh);
        }
        output.on(console);
        Bundle bundle = Bundle.ofThisInstallation();
        List<Benchmark> benchmarks = benchmark.benchmarks();
        List<Path> checkpoints = checkpoints(benchmarks, bundle);
        RunOptions options = options(benchmarks);
        if (resume && folder == null) {
            throw new UsageException("--resume needs the run's folder; expected --output DIR");
        }
        Optional<FeatureCache> cache = features.cache(console::note);
        EvaluationRun run = EvaluationRun.plan(options, bundle.data());
        List<CheckedModel> models = new ArrayList<>();
        for (Path checkpoint : checkpoints) {
            models.add(CheckedModel.of(checkpoint, modelOptions(options), console::note));
        }
        List<Benchmark> absent = benchmark.absent();
        List<String> footnotes = footnotes(absent);
        ExitCode code =
                models.size() == 1
                        ? one(run, models.get(0), cache, footnotes)
                        : several(run, models, cache, footnotes);
        return complete(code, absent).code();
    }

    private ExitCode one(
            EvaluationRun run,
            CheckedModel model,
            Optional<FeatureCache> cache,
            List<String> footnotes) {
        Path place = folder(List.of(model));
        RunOutcome outcome = run.run(model, target(model, place, cache), console);
        print(outcome, table(outcome, model.description().kind().family(), footnotes));
        return outcome.code();
    }

    private ExitCode several(
            EvaluationRun run,
            List<CheckedModel> models,
            Optional<FeatureCache> asked,
            List<String> footnotes) {
        SeveralRuns runs = new SeveralRuns(folder(models), models, console);
        runs.checkUsable(resume);
        ExitCode code;
        try (SharedFeatures shared = SharedFeatures.of(models, asked, runs.folder())) {
            code =
                    runs.run(
                            (model, place) ->
                                    run.run(model, target(model, place, shared.cache()), console));
        }
        runs.comparison(published(models))
                .ifPresent(comparison -> runs.print(comparison, footnotes, output.json()));
        console.note("Stored in " + runs.folder());
        return code;
    }

    /** A part of the paper's sets is not the paper's row, however well it went. */
    private ExitCode complete(ExitCode code, List<Benchmark> absent) {
        if (absent.isEmpty()) {
            return code;
        }
        console.complain(
                "Incomplete: %d of the paper's 13 benchmarks are not under --data: %s."
                        .formatted(absent.size(), names(absent)));
        return code == ExitCode.OK ? ExitCode.INCOMPLETE : code;
    }

    private static String names(List<Benchmark> benchmarks) {
        return benchmarks.stream().map(Benchmark::name).collect(Collectors.joining(", "));
    }

    private List<Path> checkpoints(List<Benchmark> benchmarks, Bundle bundle) {
        List<Path> named = model.folders(bundle);
        if (!named.isEmpty()) {
            return named;
        }
        benchmarks.stream()
                .filter(each -> !BenchmarkArguments.isBundled(each))
                .findFirst()
                .ifPresent(RunCommand::needsModel);
        return List.of(bundle.model());
    }

    private static void needsModel(Benchmark benchmark) {
        throw new UsageException(
                "--benchmark %s needs a model; expected --model DIR (only demo and easy-vqa have a bundled one)"
                        .formatted(benchmark.name()));
    }

    private RunOptions options(List<Benchmark> benchmarks) {
        if (maxPromptTokens < 0) {
            throw new UsageException(
                    "--max-prompt-tokens is %d; expected 1 or more".formatted(maxPromptTokens));
        }
        return new RunOptions(
                benchmarks,
                benchmark.data(benchmarks),
                benchmark.split(),
                benchmark.limit(),
                benchmark.preset(),
                benchmark.prompt(),
                decoding.overrides(),
                video.frames(benchmarks),
                maxPromptTokens,
                Arguments.batchSize(batchSize));
    }

    private ModelOptions modelOptions(RunOptions options) {
        ModelOptions given = model.options();
        return new ModelOptions(
                given.device(),
                given.precision(),
                given.threads(),
                maxPromptTokens,
                options.preset() == Preset.TRANSFORMERS ? Alpha.BLEND_ON_WHITE : Alpha.DROP);
    }

    private Path folder(List<CheckedModel> models) {
        if (folder != null) {
            return Arguments.path(folder);
        }
        String names =
                models.stream()
                        .map(each -> each.description().name())
                        .distinct()
                        .collect(Collectors.joining("-"));
        return Path.of("runs", LocalDateTime.now().format(TIME) + "-" + names);
    }

    private RunTarget target(CheckedModel checked, Path place, Optional<FeatureCache> cache) {
        Map<String, Object> execution = new TreeMap<>();
        execution.put("batch_size", batchSize);
        execution.put("threads", checked.description().threads());
        GitRevision.of(Path.of(""))
                .ifPresent(commit -> execution.put("working_folder_commit", commit));
        cache.ifPresent(used -> execution.put("feature_cache", true));
        return new RunTarget(place, resume, ToolVersion.build(), execution, cache);
    }

    private void print(RunOutcome outcome, ResultsTable table) {
        if (output.json()) {
            ObjectNode json = JsonNodeFactory.instance.objectNode();
            json.put("output", outcome.folder().toString());
            outcome.remark().ifPresent(remark -> json.put("remark", remark));
            ArrayNode results = json.putArray("benchmarks");
            outcome.results().forEach(result -> results.add(MetricsFile.json(result)));
            console.print(Json.line(json));
        } else if (!outcome.results().isEmpty()) {
            console.print(table.lines(false));
        }
        outcome.remark().ifPresent(remark -> console.complain("Incomplete: " + remark + "."));
        console.note("Stored in " + outcome.folder());
    }

    private static ResultsTable table(
            RunOutcome outcome, LanguageFamily family, List<String> ofSettings) {
        PublishedColumns published =
                PublishedColumns.of(FittingRows.of(Set.of(family)), outcome.results());
        List<String> footnotes = new ArrayList<>(ofSettings);
        footnotes.addAll(published.footnotes());
        return new ResultsTable(outcome.results(), published.columns(), footnotes);
    }

    private List<String> footnotes(List<Benchmark> absent) {
        List<String> footnotes = new ArrayList<>();
        footnotes.add(ResultText.settings(BenchmarkArguments.label(benchmark.preset())));
        if (!absent.isEmpty()) {
            footnotes.add("A PART of the paper's 13 sets; absent: " + names(absent));
        }
        return footnotes;
    }

    private static List<PublishedRow> published(List<CheckedModel> models) {
        return FittingRows.of(
                models.stream()
                        .map(each -> each.description().kind().family())
                        .collect(Collectors.toSet()));
    }
}
