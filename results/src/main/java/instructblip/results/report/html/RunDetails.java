package instructblip.results.report.html;

import instructblip.results.report.ResultText;
import instructblip.results.report.TextTable;
import instructblip.results.report.TextTable.Column;
import instructblip.results.store.BenchmarkSetup;
import instructblip.results.store.RunIdentity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a run was told and what it read, as tables. */
final class RunDetails {

    private final ReportedRun run;

    RunDetails(ReportedRun run) {
        this.run = run;
    }

    List<TableView> tables() {
        List<TableView> tables = new ArrayList<>();
        tables.add(benchmarks());
        tables.add(machine());
        List<List<String>> figures = figures();
        if (!figures.isEmpty()) {
            List<Column> columns =
                    List.of(Column.left("benchmark"), Column.left("figure"), Column.right("value"));
            tables.add(table("Further figures", columns, figures));
        }
        tables.add(fingerprints());
        return tables;
    }

    private TableView benchmarks() {
        return table(
                "How each benchmark was asked",
                List.of(
                        Column.left("benchmark"),
                        Column.left("split"),
                        Column.left("prompt"),
                        Column.left("settings")),
                run.benchmarks().stream()
                        .map(ReportedBenchmark::setup)
                        .map(
                                setup ->
                                        List.of(
                                                setup.name(),
                                                setup.split(),
                                                setup.prompt(),
                                                text(setup.settings())))
                        .toList());
    }

    private static String text(Map<String, Object> settings) {
        return settings.entrySet().stream()
                .map(setting -> setting.getKey() + " " + setting.getValue())
                .collect(Collectors.joining(", "));
    }

    private TableView machine() {
        RunIdentity identity = run.identity();
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("program", build(identity)));
        rows.add(List.of("device", identity.machine().device()));
        rows.add(List.of("dtype", identity.machine().dtype()));
        identity.machine().engine().forEach((name, version) -> rows.add(List.of(name, version)));
        rows.add(List.of("preset", identity.settings().preset()));
        identity.settings()
                .given()
                .forEach((name, value) -> rows.add(List.of(name + " (given)", text(value))));
        identity.settings()
                .defaulted()
                .forEach((name, value) -> rows.add(List.of(name, text(value))));
        return table("Program and settings", FIELDS, rows);
    }

    private static final List<Column> FIELDS = List.of(Column.left("field"), Column.left("value"));

    private static String text(Object value) {
        return String.valueOf(value);
    }

    private static String build(RunIdentity identity) {
        return "instructblip-eval %s (%s%s)"
                .formatted(
                        identity.tool().version(),
                        identity.tool().revision(),
                        identity.tool().dirty() ? ", changed" : "");
    }

    private List<List<String>> figures() {
        List<List<String>> rows = new ArrayList<>();
        for (ReportedBenchmark benchmark : run.benchmarks()) {
            benchmark
                    .result()
                    .also()
                    .forEach(
                            (name, value) ->
                                    rows.add(
                                            List.of(
                                                    benchmark.setup().name(),
                                                    name,
                                                    Double.isFinite(value)
                                                            ? ResultText.rounded(value)
                                                            : ResultText.NOTHING)));
        }
        return rows;
    }

    private TableView fingerprints() {
        List<List<String>> rows = new ArrayList<>();
        run.identity()
                .model()
                .fingerprints()
                .forEach((part, sha256) -> rows.add(List.of("model: " + part, sha256)));
        for (ReportedBenchmark benchmark : run.benchmarks()) {
            BenchmarkSetup setup = benchmark.setup();
            setup.fingerprints()
                    .forEach(
                            (part, sha256) ->
                                    rows.add(List.of(setup.name() + ": " + part, sha256)));
        }
        return table(
                "Fingerprints (SHA-256)",
                List.of(Column.left("part"), Column.left("digest")),
                rows);
    }

    private static TableView table(String title, List<Column> columns, List<List<String>> rows) {
        return TableView.of(title, new TextTable(columns, rows), List.of());
    }
}
