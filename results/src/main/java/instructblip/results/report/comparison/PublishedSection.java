package instructblip.results.report.comparison;

import instructblip.results.compare.ComparedBenchmark;
import instructblip.results.compare.ComparedRun;
import instructblip.results.compare.Comparison;
import instructblip.results.compare.PublishedDifference;
import instructblip.results.compare.PublishedRow;
import instructblip.results.compare.PublishedValue;
import instructblip.results.report.PublishedText;
import instructblip.results.report.ResultText;
import instructblip.results.report.TextTable.Column;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A line per published value: how far each run is from it, or why that cannot be said. */
final class PublishedSection {

    private PublishedSection() {}

    static Section of(Comparison comparison) {
        List<List<String>> rows = new ArrayList<>();
        List<String> values = new ArrayList<>();
        for (ComparedBenchmark benchmark : comparison.benchmarks()) {
            boolean first = true;
            for (PublishedValue published : benchmark.published()) {
                String value = PublishedText.value(published.cell(), isComparable(published));
                values.add(value);
                rows.add(row(first ? benchmark.name() : "", value, published, comparison));
                first = false;
            }
        }
        return Section.table(
                "Published values",
                columns(comparison),
                rows,
                PublishedText.footnotes(values, comparison.published()));
    }

    private static boolean isComparable(PublishedValue published) {
        return published.runs().stream().anyMatch(PublishedDifference::isComparable);
    }

    private static List<Column> columns(Comparison comparison) {
        List<Column> columns = new ArrayList<>();
        columns.add(Column.left("benchmark"));
        columns.add(Column.left("published row"));
        columns.add(Column.left("setting"));
        columns.add(Column.right("value"));
        for (ComparedRun run : comparison.runs()) {
            columns.add(Column.right(run.label() + " vs published"));
        }
        columns.add(Column.left("note"));
        return columns;
    }

    private static List<String> row(
            String benchmark, String value, PublishedValue published, Comparison comparison) {
        PublishedRow source = published.row();
        List<String> row = new ArrayList<>();
        row.add(benchmark);
        row.add(published.cell().method().orElse(source.title()));
        row.add(source.setting() + ", " + source.table());
        row.add(value);
        for (PublishedDifference difference : published.runs()) {
            row.add(
                    difference.isComparable()
                            ? ResultText.signed(difference.difference().getAsDouble())
                            : ResultText.NOTHING);
        }
        row.add(note(published, comparison));
        return row;
    }

    /** Why runs are not comparable, those with the same reason together. */
    private static String note(PublishedValue published, Comparison comparison) {
        Map<String, List<String>> labels = new LinkedHashMap<>();
        for (int i = 0; i < published.runs().size(); i++) {
            String label = comparison.runs().get(i).label();
            published
                    .runs()
                    .get(i)
                    .reason()
                    .ifPresent(
                            reason ->
                                    labels.computeIfAbsent(reason, key -> new ArrayList<>())
                                            .add(label));
        }
        return labels.entrySet().stream()
                .map(
                        entry ->
                                entry.getValue().size() == published.runs().size()
                                        ? entry.getKey()
                                        : String.join(", ", entry.getValue())
                                                + ": "
                                                + entry.getKey())
                .collect(Collectors.joining("; "));
    }
}
