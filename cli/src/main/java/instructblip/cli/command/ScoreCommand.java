package instructblip.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import instructblip.benchmarks.catalog.Benchmark;
import instructblip.benchmarks.catalog.Benchmarks;
import instructblip.benchmarks.dataset.DatasetException;
import instructblip.cli.console.Console;
import instructblip.cli.console.Json;
import instructblip.cli.console.UsageException;
import instructblip.cli.score.PredictionScoring;
import instructblip.cli.score.ScoreOutcome;
import instructblip.cli.score.ScoreTarget;
import instructblip.results.metric.Metric;
import instructblip.results.predictions.PredictionFormat;
import instructblip.results.predictions.PredictionsFile;
import instructblip.results.record.Printable;
import instructblip.results.report.ResultsTable;
import instructblip.results.report.TextTable;
import instructblip.results.report.TextTable.Column;
import instructblip.results.store.BenchmarkSetup;
import instructblip.results.store.MetricsFile;
import instructblip.results.store.ScoredRecords;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "score", description = "Scores stored predictions again, or those of other tools.")
public final class ScoreCommand implements Callable<Integer> {

    private static final String AUTO = "auto";

    @Mixin private DataArguments data = new DataArguments();
    @Mixin private OutputArguments output = new OutputArguments();

    @Parameters(
            paramLabel = "PREDICTIONS",
            description =
                    "predictions.jsonl, a run's folder, a server's submission, a sample log of"
                            + " lmms-eval or a table of VLMEvalKit.")
    private String predictions;

    @Option(
            names = {"-b", "--benchmark", "--tasks"},
            paramLabel = "NAME",
            description = "Benchmark that the predictions answer; a run says it itself.")
    private String name;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description =
                    "auto (default: by the content), native, submission, lmms-eval or vlmevalkit.")
    private String format = AUTO;

    @Option(
            names = "--variant",
            paramLabel = "NAME",
            description = "Another official scorer of the set (`list metrics` names them).")
    private String variant;

    @Option(names = "--per-sample", description = "Print the score of every sample too.")
    private boolean perSample;

    private final Console console;

    public ScoreCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws DatasetException {
        output.on(console);
        Optional<Benchmark> named = Optional.ofNullable(name).map(BenchmarkArguments::one);
        ScoreTarget target =
                ScoreTarget.of(Arguments.path(predictions), named.map(Benchmark::folder));
        PredictionsFile file = PredictionsFile.open(target.file(), format());
        if (format.equals(AUTO)) {
            console.note(file + " is read as " + file.format().label() + " predictions.");
        }
        Benchmark benchmark = named.orElseGet(() -> benchmark(target, file));
        PredictionScoring scoring =
                new PredictionScoring(benchmark, metric(benchmark), file, target.setup());
        ScoreOutcome outcome =
                !data.given() && file.isRecord()
                        ? scoring.stored(data.split())
                        : scoring.against(data.folder(benchmark), data.split());
        print(outcome.scored());
        outcome.remarks().forEach(remark -> console.complain(Printable.escape(remark) + "."));
        return outcome.code().code();
    }

    private Optional<PredictionFormat> format() {
        if (format.equals(AUTO)) {
            return Optional.empty();
        }
        return Optional.of(
                Arrays.stream(PredictionFormat.values())
                        .filter(known -> known.label().equals(format))
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new UsageException(
                                                "--format is %s; expected auto, %s"
                                                        .formatted(
                                                                Arguments.shown(format),
                                                                formats()))));
    }

    private static String formats() {
        return Arrays.stream(PredictionFormat.values())
                .map(PredictionFormat::label)
                .collect(Collectors.joining(", "));
    }

    /** As the run or its lines name it. */
    private static Benchmark benchmark(ScoreTarget target, PredictionsFile file) {
        Optional<String> stated = target.setup().map(BenchmarkSetup::name).or(file::benchmark);
        if (stated.isEmpty()) {
            throw new UsageException(
                    file + " does not say what it answers; expected --benchmark NAME");
        }
        return Benchmarks.find(stated.get())
                .orElseThrow(
                        () ->
                                new UsageException(
                                        "%s answers %s, which is no benchmark of the program; expected --benchmark NAME or FILE.yaml"
                                                .formatted(file, Arguments.shown(stated.get()))));
    }

    private Metric metric(Benchmark benchmark) {
        if (variant == null) {
            return benchmark.metric();
        }
        try {
            return benchmark.metrics().metric(variant);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--variant: " + Printable.escape(e.getMessage()), e);
        }
    }

    private void print(ScoredRecords scored) {
        if (output.json()) {
            ObjectNode json = MetricsFile.json(scored.result());
            if (perSample) {
                ObjectNode scores = json.putObject("per_sample");
                scored.perSample().forEach(scores::put);
            }
            console.print(Json.line(json));
            return;
        }
        List<String> lines =
                new ArrayList<>(
                        new ResultsTable(List.of(scored.result()), List.of(), List.of())
                                .lines(false));
        if (perSample) {
            lines.add("");
            lines.addAll(samples(scored).lines());
        }
        console.print(lines);
    }

    private static TextTable samples(ScoredRecords scored) {
        return new TextTable(
                List.of(Column.left("sample"), Column.right("score")),
                scored.perSample().entrySet().stream()
                        .map(
                                score ->
                                        List.of(
                                                score.getKey(),
                                                String.format(
                                                        Locale.ROOT, "%.2f", score.getValue())))
                        .toList());
    }
}
