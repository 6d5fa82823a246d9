package instructblip.cli.command;

import instructblip.cli.console.Console;
import instructblip.cli.console.ExitCode;
import instructblip.cli.console.Json;
import instructblip.cli.console.UsageException;
import instructblip.core.model.CheckedModel;
import instructblip.core.model.ModelOptions;
import instructblip.core.model.OpenModel;
import instructblip.core.model.Precision;
import instructblip.core.verify.TrainingReport;
import instructblip.core.verify.Verification;
import instructblip.core.verify.VerifyOptions;
import instructblip.core.verify.VerifyReport;
import instructblip.results.report.TextTable;
import instructblip.results.report.TextTable.Column;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "verify",
        description =
                "Compares this machine's numbers with a recording of the reference, stage by stage.")
public final class VerifyCommand implements Callable<Integer> {

    private static final int FAULTS_SHOWN = 20;

    @Mixin private ModelArguments model = new ModelArguments();
    @Mixin private OutputArguments output = new OutputArguments();

    @Option(
            names = "--reference",
            required = true,
            paramLabel = "DIR",
            description = "Folder of the recording.")
    private String reference;

    @Option(
            names = "--tolerance",
            paramLabel = "X",
            description =
                    "Largest absolute difference of a stage (default 1e-4 in float32);"
                            + " summed losses and scores get ten times that,"
                            + " losses and gradients of training five times.")
    private Double tolerance;

    @Option(
            names = "--dump",
            paramLabel = "FILE",
            description = "Write the computed tensors, safetensors under the recording's names.")
    private String dump;

    @Option(
            names = "--images",
            paramLabel = "DIR",
            description =
                    "Folder of NUMBER.png for a recording of benchmark answers"
                            + " (default the bundled test images).")
    private String images;

    private final Console console;

    public VerifyCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        output.on(console);
        Bundle bundle = Bundle.ofThisInstallation();
        VerifyOptions options = options(bundle);
        if (Verification.isOfTraining(options)) {
            return training(bundle, options);
        }
        VerifyReport report =
                Verification.needsNoModel(options)
                        ? Verification.ofImages(options)
                        : compare(bundle, options);
        if (output.json()) {
            console.print(Json.line(report));
        } else {
            print(report);
        }
        return exitCode(report.equal());
    }

    private static int exitCode(boolean equal) {
        return (equal ? ExitCode.OK : ExitCode.DIFFERENT).code();
    }

    private int training(Bundle bundle, VerifyOptions options) {
        if (model.options().precision().filter(p -> p != Precision.FLOAT32).isPresent()) {
            throw new UsageException(
                    "--dtype %s: a recording of training is compared in float32"
                            .formatted(model.options().precision().get()));
        }
        TrainingReport report = Verification.ofTraining(checked(bundle), options);
        if (output.json()) {
            console.print(Json.line(report));
        } else {
            print(report);
        }
        return exitCode(report.equal());
    }

    private VerifyOptions options(Bundle bundle) {
        Path folder = Arguments.path(reference);
        if (!Files.isDirectory(folder)) {
            throw new UsageException(
                    "--reference %s: no such folder; expected a recording"
                            .formatted(Arguments.shown(reference)));
        }
        if (tolerance != null && !(tolerance >= 0 && Double.isFinite(tolerance))) {
            throw new UsageException("--tolerance is %s; expected 0 or more".formatted(tolerance));
        }
        return new VerifyOptions(
                folder,
                tolerance == null ? OptionalDouble.empty() : OptionalDouble.of(tolerance),
                Optional.ofNullable(dump).map(Arguments::path),
                Optional.of(images == null ? bundle.images() : Arguments.path(images)));
    }

    private VerifyReport compare(Bundle bundle, VerifyOptions options) {
        Verification.requireRecording(options);
        try (OpenModel opened = checked(bundle).load()) {
            return Verification.of(opened, options);
        }
    }

    private CheckedModel checked(Bundle bundle) {
        Path checkpoint =
                model.folder(bundle)
                        .orElseThrow(
                                () ->
                                        new UsageException(
                                                "this recording needs a model; expected --model DIR or --model demo"));
        ModelOptions given = model.options();
        ModelOptions precise =
                new ModelOptions(
                        given.device(),
                        Optional.of(given.precision().orElse(Precision.FLOAT32)),
                        given.threads(),
                        Integer.MAX_VALUE,
                        given.alpha());
        return CheckedModel.of(checkpoint, precise, console::note);
    }

    private void print(VerifyReport report) {
        console.print(stages(report).lines());
        console.print("");
        console.print(counts(report));
        List<String> faults = new ArrayList<>();
        for (VerifyReport.Case each : report.cases()) {
            each.faults().forEach(fault -> faults.add(each.id() + ": " + fault));
        }
        printVerdict(faults, report.equal());
    }

    private void printVerdict(List<String> faults, boolean equal) {
        faults.stream().limit(FAULTS_SHOWN).forEach(console::print);
        if (faults.size() > FAULTS_SHOWN) {
            console.print(
                    "… and %d more differences (--json has all)"
                            .formatted(faults.size() - FAULTS_SHOWN));
        }
        console.print(equal ? "equal" : "DIFFERENT");
    }

    private void print(TrainingReport report) {
        List<List<String>> rows = new ArrayList<>();
        report.stages()
                .forEach(
                        (name, stage) ->
                                rows.add(
                                        new StageSummary(
                                                        stage.compared(),
                                                        stage.equal(),
                                                        stage.largest() == null
                                                                ? 0
                                                                : stage.largest(),
                                                        stage.tolerance())
                                                .row(name)));
        console.print(table("equal", rows).lines());
        console.print("");
        printVerdict(report.faults(), report.equal());
    }

    /**
     * A stage over all cases.
     *
     * @param largest absolute difference
     * @param allowed largest tolerance
     */
    private record StageSummary(int cases, int equal, double largest, double allowed) {

        static StageSummary of(VerifyReport.Stage stage) {
            double found = stage.maxAbsDiff() == null ? 0 : stage.maxAbsDiff();
            return new StageSummary(
                    1, stage.equal() ? 1 : 0, Math.max(0, found), Math.max(0, stage.tolerance()));
        }

        StageSummary and(StageSummary other) {
            return new StageSummary(
                    cases + other.cases,
                    equal + other.equal,
                    Math.max(largest, other.largest),
                    Math.max(allowed, other.allowed));
        }

        List<String> row(String name) {
            return List.of(
                    name,
                    String.format(Locale.ROOT, "%.2g", largest),
                    String.format(Locale.ROOT, "%.2g", allowed),
                    equal + " of " + cases);
        }
    }

    private static TextTable stages(VerifyReport report) {
        Map<String, StageSummary> stages = new LinkedHashMap<>();
        for (VerifyReport.Case each : report.cases()) {
            each.stages()
                    .forEach(
                            (name, stage) ->
                                    stages.merge(name, StageSummary.of(stage), StageSummary::and));
        }
        List<List<String>> rows = new ArrayList<>();
        stages.forEach((name, stage) -> rows.add(stage.row(name)));
        return table("cases equal", rows);
    }

    private static TextTable table(String equal, List<List<String>> rows) {
        return new TextTable(
                List.of(
                        Column.left("stage"),
                        Column.right("largest difference"),
                        Column.right("allowed"),
                        Column.right(equal)),
                rows);
    }

    private static String counts(VerifyReport report) {
        long texts = 0;
        long equalTexts = 0;
        long rankings = 0;
        long equalRankings = 0;
        for (VerifyReport.Case each : report.cases()) {
            texts += each.generate().size();
            equalTexts += each.generate().stream().filter(VerifyReport.Generation::equal).count();
            if (each.rank() != null) {
                rankings++;
                equalRankings += each.rank().equal() ? 1 : 0;
            }
        }
        return "%d cases; texts equal: %d of %d; rankings equal: %d of %d"
                .formatted(report.cases().size(), equalTexts, texts, equalRankings, rankings);
    }
}
