package instructblip.results.report.comparison;

import instructblip.results.compare.ComparedBenchmark;
import instructblip.results.compare.ComparedPair;
import instructblip.results.compare.ComparedRun;
import instructblip.results.compare.Comparison;
import instructblip.results.compare.LeftOut;
import instructblip.results.report.ResultText;
import instructblip.results.report.TextTable.Column;
import instructblip.results.statistics.PairedDifference;
import instructblip.results.store.BenchmarkResult;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A line per benchmark and run: value, and difference to the first run. */
final class ResultsSection {

    private static final int DIFFERENCE_COLUMNS = 5;

    private final Comparison comparison;
    private final boolean paired;
    private final List<List<String>> rows = new ArrayList<>();
    private final Set<String> tests = new LinkedHashSet<>();

    private ResultsSection(Comparison comparison) {
        this.comparison = comparison;
        this.paired = comparison.runs().size() > 1;
    }

    static Section of(Comparison comparison) {
        return new ResultsSection(comparison).section();
    }

    private Section section() {
        for (ComparedBenchmark benchmark : comparison.benchmarks()) {
            for (int run = 0; run < comparison.runs().size(); run++) {
                rows.add(row(benchmark, run));
            }
        }
        return Section.table("", columns(), rows, notes());
    }

    private List<Column> columns() {
        List<Column> columns = new ArrayList<>();
        columns.add(Column.left("benchmark"));
        columns.add(Column.left("split"));
        columns.add(Column.left("metric"));
        columns.add(Column.left("run"));
        columns.add(Column.right("value"));
        columns.add(Column.right("95 % interval"));
        columns.add(Column.right("n"));
        if (paired) {
            columns.add(Column.right("difference"));
            columns.add(Column.right("95 % interval"));
            columns.add(Column.right("p"));
            columns.add(Column.right("worse"));
            columns.add(Column.right("better"));
        }
        columns.add(Column.left("note"));
        return columns;
    }

    private List<String> row(ComparedBenchmark benchmark, int run) {
        Optional<BenchmarkResult> result = benchmark.results().get(run);
        List<String> row = new ArrayList<>();
        row.add(run == 0 ? benchmark.name() : "");
        row.add(other(result.map(BenchmarkResult::split), benchmark.split(), run));
        row.add(other(result.map(BenchmarkResult::metric), benchmark.metric(), run));
        row.add(comparison.runs().get(run).label());
        row.add(result.map(ResultText::value).orElse(ResultText.NOTHING));
        row.add(result.map(ResultText::interval).orElse(ResultText.NOTHING));
        row.add(result.map(ResultText::count).orElse(ResultText.NOTHING));
        List<String> notes = new ArrayList<>();
        benchmark.absences().get(run).ifPresent(notes::add);
        result.map(ResultText::note).filter(note -> !note.isEmpty()).ifPresent(notes::add);
        if (paired) {
            row.addAll(difference(benchmark, run, notes));
        }
        row.add(String.join("; ", notes));
        return row;
    }

    /** What stands above is not repeated, but for what is different. */
    private static String other(Optional<String> own, String first, int run) {
        return run > 0 && own.orElse(first).equals(first) ? "" : own.orElse(first);
    }

    private List<String> difference(ComparedBenchmark benchmark, int run, List<String> notes) {
        if (run == 0) {
            return List.of("baseline", "", "", "", "");
        }
        ComparedPair pair = benchmark.pairs().get(run - 1);
        if (benchmark.absences().get(run).isEmpty()) {
            pair.reason().ifPresent(reason -> notes.add("not compared: " + reason));
        }
        if (pair.difference().isEmpty()) {
            return Collections.nCopies(DIFFERENCE_COLUMNS, ResultText.NOTHING);
        }
        PairedDifference difference = pair.difference().get();
        tests.add(difference.test());
        if (!pair.mismatches().isEmpty()) {
            notes.add("each asked with its own prompt");
        }
        if (!pair.leftOut().map(LeftOut::isNone).orElse(true)) {
            notes.add("difference over %d that both answered".formatted(difference.n()));
        }
        return List.of(
                ResultText.signed(difference.difference()),
                difference
                        .ci95()
                        .map(
                                interval ->
                                        ResultText.signed(interval.low())
                                                + " to "
                                                + ResultText.signed(interval.high()))
                        .orElse(ResultText.NOTHING),
                difference.p().isPresent()
                        ? ResultText.probability(difference.p().getAsDouble())
                        : ResultText.NOTHING,
                String.valueOf(difference.worse()),
                String.valueOf(difference.better()));
    }

    private List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (!tests.isEmpty()) {
            notes.add(
                    "Differences are to %s, over the same samples; p is two-sided: %s."
                            .formatted(baseline().label(), String.join(", ", tests)));
        }
        return notes;
    }

    private ComparedRun baseline() {
        return comparison.runs().get(0);
    }
}
