package instructblip.cli.command;

import instructblip.benchmarks.catalog.Benchmark;
import instructblip.benchmarks.catalog.Benchmark.Media;
import instructblip.benchmarks.dataset.Dataset;
import instructblip.benchmarks.dataset.DatasetException;
import instructblip.benchmarks.dataset.Sample;
import instructblip.benchmarks.prompt.Preset;
import instructblip.cli.console.Console;
import instructblip.cli.console.ExitCode;
import instructblip.cli.console.Json;
import instructblip.cli.console.UsageException;
import instructblip.results.record.Printable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "sample", description = "Shows samples exactly as the model would get them.")
final class DataSampleCommand implements Callable<Integer> {

    @Mixin private DataArguments data = new DataArguments();
    @Mixin private OutputArguments output = new OutputArguments();

    @Parameters(paramLabel = "BENCHMARK", description = "Name, or description in YAML.")
    private String name;

    @Option(names = "--limit", paramLabel = "N", description = "Only the first N; 0 is all.")
    private int limit;

    @Option(
            names = "--preset",
            paramLabel = "NAME",
            description = "paper (default), lavis or transformers: whose prompts.")
    private String preset = "paper";

    private final Console console;

    DataSampleCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws DatasetException {
        output.on(console);
        if (limit < 0) {
            throw new UsageException("--limit is %d; expected 0 or more".formatted(limit));
        }
        Benchmark benchmark = BenchmarkArguments.one(name);
        Preset prompts = BenchmarkArguments.preset(preset);
        Dataset dataset =
                benchmark.read(
                        data.folder(benchmark), data.split().orElse(benchmark.defaultSplit()));
        dataset.notes().forEach(console::note);
        int shown =
                limit > 0 ? Math.min(limit, dataset.samples().size()) : dataset.samples().size();
        print(benchmark, prompts, dataset.samples().subList(0, shown));
        return ExitCode.OK.code();
    }

    /** One sample at a time: a set with 4,000 candidates for each of 72,000 questions is large. */
    private void print(Benchmark benchmark, Preset prompts, List<Sample> samples) {
        if (output.json()) {
            console.print("[");
            for (int at = 0; at < samples.size(); at++) {
                String comma = at + 1 < samples.size() ? "," : "";
                console.print(Json.line(fields(benchmark, prompts, samples.get(at))) + comma);
            }
            console.print("]");
            return;
        }
        for (Sample sample : samples) {
            console.print(lines(fields(benchmark, prompts, sample)));
        }
    }

    private static Map<String, Object> fields(Benchmark benchmark, Preset prompts, Sample sample) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", sample.id());
        fields.put(benchmark.media() == Media.VIDEO ? "video" : "image", sample.media());
        sample.clip().ifPresent(clip -> fields.put("clip", List.of(clip.start(), clip.end())));
        fields.put("prompt", benchmark.prompt(sample, prompts));
        if (!sample.candidates().isEmpty()) {
            fields.put("candidates", sample.candidates());
        }
        fields.put("references", sample.references());
        fields.put("facts", sample.facts());
        return fields;
    }

    private static List<String> lines(Map<String, Object> fields) {
        List<String> lines = new ArrayList<>();
        fields.forEach((field, value) -> lines.add("%-10s  %s".formatted(field, shown(value))));
        lines.add("");
        return lines;
    }

    private static String shown(Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(DataSampleCommand::shown).collect(Collectors.joining(", "));
        }
        boolean text = value instanceof String;
        return text
                ? '"' + Printable.escape((String) value) + '"'
                : Printable.escape(value.toString());
    }
}
