package instructblip.results.report.comparison;

import instructblip.results.compare.ComparedRun;
import instructblip.results.compare.Comparison;
import instructblip.results.report.TextTable.Column;
import instructblip.results.store.RunStatus;
import instructblip.results.store.ToolBuild;
import java.util.List;

/** A line per run: what was run, in what, by which build. */
final class RunsSection {

    private static final List<Column> COLUMNS =
            List.of(
                    Column.left("run"),
                    Column.left("folder"),
                    Column.left("model"),
                    Column.left("preset"),
                    Column.left("device"),
                    Column.left("dtype"),
                    Column.left("made by"),
                    Column.left("note"));

    private RunsSection() {}

    /**
     * The runs.
     *
     * @param explained whether the fields in which they differ stand in parts of their own
     */
    static Section of(Comparison comparison, boolean explained) {
        return Section.table(
                "Runs",
                COLUMNS,
                comparison.runs().stream().map(RunsSection::row).toList(),
                explained ? List.of() : differences(comparison));
    }

    private static List<String> differences(Comparison comparison) {
        return comparison.differences().stream()
                .filter(run -> !run.fields().isEmpty())
                .map(
                        run ->
                                "%s: fields of run.json that differ from the baseline's: %d (--explain lists them)."
                                        .formatted(run.run(), run.fields().size()))
                .toList();
    }

    private static List<String> row(ComparedRun run) {
        return List.of(
                run.label(),
                run.folder(),
                run.model(),
                run.preset(),
                run.device(),
                run.dtype(),
                build(run.tool()),
                run.status() == RunStatus.FINISHED ? "" : "NOT FINISHED: " + run.status().text());
    }

    private static String build(ToolBuild tool) {
        return "%s (%s%s)"
                .formatted(tool.version(), tool.revision(), tool.dirty() ? ", changed" : "");
    }
}
