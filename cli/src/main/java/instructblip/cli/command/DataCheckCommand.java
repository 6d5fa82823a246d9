package instructblip.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import instructblip.benchmarks.catalog.Benchmark;
import instructblip.benchmarks.catalog.DataCheck;
import instructblip.benchmarks.catalog.DataCheck.MissingMedia;
import instructblip.cli.console.Console;
import instructblip.cli.console.ExitCode;
import instructblip.cli.console.Json;
import instructblip.results.record.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "check",
        description = "Says whether a benchmark's files are there and whole, media included.")
final class DataCheckCommand implements Callable<Integer> {

    @Mixin private DataArguments data = new DataArguments();
    @Mixin private OutputArguments output = new OutputArguments();

    @Parameters(paramLabel = "BENCHMARK", description = "Name, or description in YAML.")
    private String name;

    private final Console console;

    DataCheckCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        output.on(console);
        Benchmark benchmark = BenchmarkArguments.one(name);
        DataCheck check =
                DataCheck.of(
                        benchmark,
                        data.folder(benchmark),
                        data.split().orElse(benchmark.defaultSplit()));
        if (output.json()) {
            ObjectNode json = Json.object(check);
            json.put("result", label(check.result()));
            console.print(Json.line(json));
        } else {
            console.print(lines(check).stream().map(Printable::escape).toList());
        }
        return code(check.result()).code();
    }

    private static List<String> lines(DataCheck check) {
        List<String> lines = new ArrayList<>(check.faults());
        for (MissingMedia missing : check.missing()) {
            lines.add(
                    "%s is missing or empty; %d sample%s need%s it, the first is %s"
                            .formatted(
                                    missing.file(),
                                    missing.samples(),
                                    missing.samples() == 1 ? "" : "s",
                                    missing.samples() == 1 ? "s" : "",
                                    missing.firstSample()));
        }
        lines.addAll(check.notes());
        lines.add(summary(check));
        return lines;
    }

    private static String summary(DataCheck check) {
        String what = check.benchmark() + " " + check.split() + " in " + check.folder() + ": ";
        return what
                + switch (check.result()) {
                    case BROKEN -> "broken";
                    case MEDIA_MISSING ->
                            "%d samples, %d of %d media missing"
                                    .formatted(
                                            check.samples(), check.missing().size(), check.media());
                    case WHOLE ->
                            "whole, %d samples, %d media".formatted(check.samples(), check.media());
                };
    }

    private static String label(DataCheck.Result result) {
        return result.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static ExitCode code(DataCheck.Result result) {
        return switch (result) {
            case WHOLE -> ExitCode.OK;
            case BROKEN -> ExitCode.USAGE;
            case MEDIA_MISSING -> ExitCode.INCOMPLETE;
        };
    }
}
