package instructblip.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import instructblip.cli.console.Console;
import instructblip.cli.console.ExitCode;
import instructblip.cli.console.Json;
import instructblip.core.checkpoint.Checkpoint;
import instructblip.core.checkpoint.WeightContents;
import instructblip.core.checkpoint.WeightContents.NotFinite;
import instructblip.core.model.ModelAudit;
import instructblip.results.record.Printable;
import instructblip.results.report.TextTable;
import instructblip.results.report.TextTable.Column;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "inspect",
        description = "Audits a checkpoint without running it: parts, dtypes, everything at fault.")
public final class InspectCommand implements Callable<Integer> {

    @Mixin private OutputArguments output = new OutputArguments();

    @Parameters(paramLabel = "MODEL", description = "Checkpoint folder, or `demo`.")
    private String model;

    @Option(
            names = "--deep",
            description = "Read the weights too: fingerprint, NaN and infinities.")
    private boolean deep;

    private final Console console;

    public InspectCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        output.on(console);
        Path folder = ModelArguments.folder(model, Bundle.ofThisInstallation());
        ModelAudit audit = ModelAudit.of(folder);
        Optional<WeightContents> contents =
                deep && !audit.parts().isEmpty()
                        ? Optional.of(WeightContents.of(Checkpoint.open(folder)))
                        : Optional.empty();
        boolean fits =
                audit.faults().isEmpty()
                        && contents.map(read -> read.notFinite().isEmpty()).orElse(true);
        if (output.json()) {
            console.print(Json.line(json(audit, contents, fits)));
        } else {
            print(audit);
            contents.ifPresent(this::print);
            console.print(fits ? "fits: run can load it" : "DOES NOT FIT");
        }
        return (fits ? ExitCode.OK : ExitCode.USAGE).code();
    }

    private static ObjectNode json(
            ModelAudit audit, Optional<WeightContents> contents, boolean fits) {
        ObjectNode json = Json.object(audit).put("fits", fits);
        contents.ifPresent(
                read -> {
                    json.set("sha256", Json.object(read.fingerprint().sha256()));
                    json.setAll(Json.object(Map.of("not_finite", read.notFinite())));
                });
        return json;
    }

    private void print(ModelAudit audit) {
        console.print(
                "%s with %s in %s"
                        .formatted(
                                Printable.escape(audit.modelType()),
                                Printable.escape(audit.languageModel()),
                                audit.folder()));
        audit.settings()
                .ifPresent(
                        settings ->
                                console.print(
                                        "images %d x %d, %d visual tokens each; prompts of at most %d tokens, %s"
                                                .formatted(
                                                        settings.imageSize(),
                                                        settings.imageSize(),
                                                        settings.queries(),
                                                        settings.promptTokens(),
                                                        readByTheQFormer(settings))));
        console.print(
                "tokenizers: "
                        + audit.tokenizers().stream()
                                .map(each -> each.kind() + " in " + each.folder())
                                .collect(Collectors.joining(", ")));
        console.print("");
        console.print(parts(audit).lines());
        console.print("");
        audit.faults().forEach(fault -> console.print(Printable.escape(fault)));
    }

    private static String readByTheQFormer(ModelAudit.Settings settings) {
        return settings.instructionTokens() == 0
                ? "which the Q-Former does not read"
                : "of which the Q-Former reads the last " + settings.instructionTokens();
    }

    private static TextTable parts(ModelAudit audit) {
        List<List<String>> rows = new ArrayList<>();
        for (ModelAudit.Part part : audit.parts()) {
            rows.add(
                    List.of(
                            part.name(),
                            String.format(Locale.ROOT, "%,d", part.tensors()),
                            String.format(Locale.ROOT, "%,d", part.parameters()),
                            String.format(Locale.ROOT, "%.1f MB", part.bytes() / 1e6),
                            part.dtypes().entrySet().stream()
                                    .map(each -> each.getKey() + " × " + each.getValue())
                                    .collect(Collectors.joining(", "))));
        }
        return new TextTable(
                List.of(
                        Column.left("part"),
                        Column.right("tensors"),
                        Column.right("parameters"),
                        Column.right("stored"),
                        Column.left("dtypes")),
                rows);
    }

    private void print(WeightContents contents) {
        contents.fingerprint()
                .sha256()
                .forEach((part, hash) -> console.print("SHA-256 of " + part + ": " + hash));
        for (NotFinite tensor : contents.notFinite()) {
            console.print(
                    "not finite: %s has %d NaN and %d infinities"
                            .formatted(
                                    Printable.escape(tensor.tensor()),
                                    tensor.nans(),
                                    tensor.infinities()));
        }
    }
}
