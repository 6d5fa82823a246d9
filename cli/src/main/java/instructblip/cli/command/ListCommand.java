package instructblip.cli.command;

import instructblip.benchmarks.catalog.Benchmark;
import instructblip.benchmarks.catalog.Benchmarks;
import instructblip.benchmarks.prompt.Preset;
import instructblip.benchmarks.prompt.Prompt;
import instructblip.cli.console.Console;
import instructblip.cli.console.ExitCode;
import instructblip.cli.console.Json;
import instructblip.cli.console.UsageException;
import instructblip.results.compare.PublishedCell;
import instructblip.results.compare.PublishedRow;
import instructblip.results.compare.PublishedRows;
import instructblip.results.metric.MetricFamily;
import instructblip.results.metric.MetricVariant;
import instructblip.results.metric.Metrics;
import instructblip.results.report.TextTable;
import instructblip.results.report.TextTable.Column;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "list", description = "Lists what is there.")
public final class ListCommand implements Callable<Integer> {

    private static final String BENCHMARKS = "benchmarks";
    private static final String MODELS = "models";
    private static final String METRICS = "metrics";
    private static final String PROMPTS = "prompts";
    private static final String PUBLISHED = "published";

    @Mixin private OutputArguments output = new OutputArguments();

    @Parameters(
            arity = "0..1",
            paramLabel = "WHAT",
            description = "benchmarks (default), models, metrics, prompts or published.")
    private String what = BENCHMARKS;

    private final Console console;

    public ListCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        List<Map<String, String>> rows =
                switch (what) {
                    case BENCHMARKS -> benchmarks();
                    case MODELS -> models();
                    case METRICS -> metrics();
                    case PROMPTS -> prompts();
                    case PUBLISHED -> published();
                    default ->
                            throw new UsageException(
                                    "list %s: expected %s, %s, %s, %s or %s"
                                            .formatted(
                                                    Arguments.shown(what),
                                                    BENCHMARKS,
                                                    MODELS,
                                                    METRICS,
                                                    PROMPTS,
                                                    PUBLISHED));
                };
        if (output.json()) {
            console.print(Json.line(rows));
        } else {
            console.print(table(rows).lines());
        }
        return ExitCode.OK.code();
    }

    private static List<Map<String, String>> benchmarks() {
        List<Map<String, String>> rows = new ArrayList<>();
        for (Benchmark benchmark : Benchmarks.all()) {
            Map<String, String> row = new LinkedHashMap<>();
            row.put("name", benchmark.name());
            row.put("splits", String.join(" ", benchmark.splits()));
            row.put("answer", benchmark.task().name().toLowerCase(Locale.ROOT).replace('_', ' '));
            row.put("metric", benchmark.metric().name());
            row.put("files", BenchmarkArguments.isBundled(benchmark) ? "bundled" : "--data");
            row.put("about", benchmark.title());
            rows.add(row);
        }
        return rows;
    }

    private static List<Map<String, String>> models() {
        List<Map<String, String>> rows = new ArrayList<>();
        rows.add(model("demo", "bundled: InstructBLIP with a tiny T5, trained on easy-VQA"));
        rows.add(model("DIR", "model_type instructblip, text_config t5 (FlanT5-XL, FlanT5-XXL)"));
        rows.add(
                model("DIR", "model_type instructblip, text_config llama (Vicuna-7B, Vicuna-13B)"));
        rows.add(model("DIR", "model_type blip-2, text_config t5 (FlanT5-XL, FlanT5-XXL)"));
        rows.add(model("DIR", "model_type blip-2, text_config opt (OPT-2.7B, OPT-6.7B)"));
        return rows;
    }

    private static Map<String, String> model(String name, String about) {
        Map<String, String> row = new LinkedHashMap<>();
        row.put("model", name);
        row.put("what", about);
        return row;
    }

    private static List<Map<String, String>> metrics() {
        List<Map<String, String>> rows = new ArrayList<>();
        for (MetricFamily family : Metrics.all()) {
            for (MetricVariant variant : family.variants()) {
                Map<String, String> row = new LinkedHashMap<>();
                row.put("metric", family.name());
                row.put("variant", variant.name());
                row.put("source", variant.source());
                row.put("about", family.description());
                rows.add(row);
            }
        }
        return rows;
    }

    private static List<Map<String, String>> published() {
        List<Map<String, String>> rows = new ArrayList<>();
        for (PublishedRow published : PublishedRows.load().rows()) {
            for (PublishedCell cell : published.cells()) {
                Map<String, String> row = new LinkedHashMap<>();
                row.put("row", published.name());
                row.put("setting", published.table() + ", " + published.setting());
                row.put("benchmark", cell.benchmark());
                row.put("split", cell.split());
                row.put("metric", cell.metric());
                row.put("value", String.valueOf(cell.value()));
                row.put("sources", cell.sources());
                row.put("mark", cell.firm() ? "firm" : "single source");
                row.put("note", published.note().orElse(""));
                rows.add(row);
            }
        }
        return rows;
    }

    private static List<Map<String, String>> prompts() {
        List<Map<String, String>> rows = new ArrayList<>();
        for (Benchmark benchmark : Benchmarks.all()) {
            for (Preset preset : Preset.values()) {
                Prompt prompt = benchmark.prompts().get(preset);
                Map<String, String> row = new LinkedHashMap<>();
                row.put("benchmark", benchmark.name());
                row.put("preset", BenchmarkArguments.label(preset));
                row.put("template", prompt.text());
                row.put("source", prompt.source());
                rows.add(row);
            }
        }
        return rows;
    }

    private static TextTable table(List<Map<String, String>> rows) {
        List<Column> columns = rows.get(0).keySet().stream().map(Column::left).toList();
        return new TextTable(columns, rows.stream().map(row -> List.copyOf(row.values())).toList());
    }
}
