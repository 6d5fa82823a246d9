package instructblip.results.report.comparison;

import instructblip.results.compare.ComparedBenchmark;
import instructblip.results.compare.ComparedPair;
import instructblip.results.compare.Comparison;
import instructblip.results.compare.Flip;
import instructblip.results.compare.ManifestDifferences;
import instructblip.results.compare.PublishedDifference;
import instructblip.results.compare.PublishedValue;
import instructblip.results.record.Printable;
import instructblip.results.statistics.Interval;
import instructblip.results.statistics.PairedDifference;
import instructblip.results.store.BenchmarkResult;
import instructblip.results.store.Difference;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;

/**
 * A comparison as comma-separated values: one kind of line for all, in which a run stands beside a
 * reference, the baseline or a published row. Figures are not rounded. A text that a spreadsheet
 * would take for a formula gets an apostrophe in front, control characters are written as escapes.
 */
final class CsvRows {

    /** Spreadsheets hold no longer text. */
    private static final int MOST_IN_CELL = 32_000;

    private static final String FORMULA = "=+-@\t\r\n＝＋－＠";

    /** The columns; those from {@code ITEM} on only where samples and fields are explained. */
    private enum Field {
        RECORD,
        BENCHMARK,
        SPLIT,
        METRIC,
        RUN,
        VALUE,
        CI95_LOW,
        CI95_HIGH,
        N,
        SCORED,
        FAILED,
        LIMITED,
        REFERENCE,
        REFERENCE_VALUE,
        DIFFERENCE,
        DIFFERENCE_CI95_LOW,
        DIFFERENCE_CI95_HIGH,
        P,
        TEST,
        WORSE,
        BETTER,
        NOTE,
        SETTING,
        SOURCES,
        ITEM,
        IMAGES,
        PROMPT,
        REFERENCE_PROMPT,
        RIGHT_ANSWERS,
        REFERENCE_TEXT,
        TEXT
    }

    private final Comparison comparison;
    private final boolean explained;
    private final Appendable out;

    private CsvRows(Comparison comparison, boolean explained, Appendable out) {
        this.comparison = comparison;
        this.explained = explained;
        this.out = out;
    }

    static void write(Comparison comparison, boolean explained, Appendable out) throws IOException {
        new CsvRows(comparison, explained, out).write();
    }

    private void write() throws IOException {
        write(fields().map(field -> field.name().toLowerCase(Locale.ROOT)));
        for (ComparedBenchmark benchmark : comparison.benchmarks()) {
            for (int run = 0; run < comparison.runs().size(); run++) {
                write(result(benchmark, run));
            }
            for (PublishedValue value : benchmark.published()) {
                for (int run = 0; run < comparison.runs().size(); run++) {
                    write(published(benchmark, value, run));
                }
            }
        }
        if (explained) {
            explain();
        }
    }

    private Stream<Field> fields() {
        return Arrays.stream(Field.values())
                .filter(field -> explained || field.compareTo(Field.ITEM) < 0);
    }

    private void write(Map<Field, String> row) throws IOException {
        write(fields().map(field -> row.getOrDefault(field, "")));
    }

    private void write(Stream<String> cells) throws IOException {
        out.append(CSVFormat.DEFAULT.format(cells.toArray())).append('\n');
    }

    private Map<Field, String> row(String kind, String benchmark, String run) {
        Map<Field, String> row = new EnumMap<>(Field.class);
        row.put(Field.RECORD, kind);
        row.put(Field.BENCHMARK, text(benchmark));
        row.put(Field.RUN, text(run));
        return row;
    }

    private String label(int run) {
        return comparison.runs().get(run).label();
    }

    private Map<Field, String> result(ComparedBenchmark benchmark, int run) {
        Map<Field, String> row = row("result", benchmark.name(), label(run));
        row.put(Field.SPLIT, text(benchmark.split()));
        row.put(Field.METRIC, text(benchmark.metric()));
        benchmark.results().get(run).ifPresent(result -> put(row, result));
        benchmark.absences().get(run).ifPresent(absence -> row.put(Field.NOTE, text(absence)));
        if (run > 0) {
            row.put(Field.REFERENCE, text(label(0)));
            row.put(Field.REFERENCE_VALUE, value(benchmark.results().get(0)));
            put(row, benchmark.pairs().get(run - 1));
        }
        return row;
    }

    private static void put(Map<Field, String> row, BenchmarkResult result) {
        row.put(Field.SPLIT, text(result.split()));
        row.put(Field.METRIC, text(result.metric()));
        row.put(Field.VALUE, value(Optional.of(result)));
        result.interval()
                .ifPresent(
                        interval -> {
                            row.put(Field.CI95_LOW, number(interval.low()));
                            row.put(Field.CI95_HIGH, number(interval.high()));
                        });
        row.put(Field.N, String.valueOf(result.counts().n()));
        row.put(Field.SCORED, String.valueOf(result.counts().scored()));
        row.put(Field.FAILED, String.valueOf(result.counts().failed()));
        row.put(Field.LIMITED, String.valueOf(result.counts().limited()));
    }

    private static void put(Map<Field, String> row, ComparedPair pair) {
        pair.reason().ifPresent(reason -> row.put(Field.NOTE, text(reason)));
        if (pair.difference().isEmpty()) {
            return;
        }
        PairedDifference difference = pair.difference().get();
        row.put(Field.DIFFERENCE, number(difference.difference()));
        row.put(Field.DIFFERENCE_CI95_LOW, bound(difference.ci95(), Interval::low));
        row.put(Field.DIFFERENCE_CI95_HIGH, bound(difference.ci95(), Interval::high));
        row.put(Field.P, number(difference.p()));
        row.put(Field.TEST, difference.test());
        row.put(Field.WORSE, String.valueOf(difference.worse()));
        row.put(Field.BETTER, String.valueOf(difference.better()));
    }

    private Map<Field, String> published(
            ComparedBenchmark benchmark, PublishedValue published, int run) {
        Map<Field, String> row = row("published", benchmark.name(), label(run));
        PublishedDifference difference = published.runs().get(run);
        row.put(Field.SPLIT, text(published.cell().split()));
        row.put(Field.METRIC, text(published.cell().metric()));
        row.put(Field.VALUE, value(benchmark.results().get(run)));
        row.put(Field.REFERENCE, text(published.row().name()));
        row.put(Field.REFERENCE_VALUE, number(published.cell().value()));
        row.put(Field.DIFFERENCE, number(difference.difference()));
        difference.reason().ifPresent(reason -> row.put(Field.NOTE, text(reason)));
        row.put(Field.SETTING, text(published.row().setting() + ", " + published.row().table()));
        row.put(
                Field.SOURCES,
                text(
                        published.cell().sources()
                                + (published.cell().firm() ? " (firm)" : " (single source)")));
        return row;
    }

    private void explain() throws IOException {
        for (ManifestDifferences differences : comparison.differences()) {
            for (Difference field : differences.fields()) {
                write(field(differences.run(), field));
            }
        }
        for (ComparedBenchmark benchmark : comparison.benchmarks()) {
            for (int run = 1; run < comparison.runs().size(); run++) {
                for (Flip flip : benchmark.pairs().get(run - 1).flips().shown()) {
                    write(flip(benchmark, run, flip));
                }
            }
        }
    }

    private Map<Field, String> field(String run, Difference difference) {
        Map<Field, String> row = row("field", "", run);
        row.put(Field.REFERENCE, text(label(0)));
        row.put(Field.ITEM, text(difference.field()));
        row.put(Field.REFERENCE_TEXT, text(difference.stored()));
        row.put(Field.TEXT, text(difference.now()));
        return row;
    }

    private Map<Field, String> flip(ComparedBenchmark benchmark, int run, Flip flip) {
        Map<Field, String> row = row("flip", benchmark.name(), label(run));
        row.put(Field.REFERENCE, text(label(0)));
        row.put(Field.VALUE, number(flip.candidateScore()));
        row.put(Field.REFERENCE_VALUE, number(flip.baselineScore()));
        row.put(Field.DIFFERENCE, number(flip.candidateScore() - flip.baselineScore()));
        row.put(Field.NOTE, flip.better() ? "better" : "worse");
        row.put(Field.ITEM, text(flip.id()));
        row.put(Field.IMAGES, text(String.join(" | ", flip.images())));
        row.put(Field.PROMPT, text(flip.candidatePrompt()));
        row.put(Field.REFERENCE_PROMPT, text(flip.prompt()));
        row.put(Field.RIGHT_ANSWERS, text(String.join(" | ", flip.references())));
        row.put(Field.REFERENCE_TEXT, text(flip.baselineAnswer()));
        row.put(Field.TEXT, text(flip.candidateAnswer()));
        return row;
    }

    private static String value(Optional<BenchmarkResult> result) {
        return number(result.map(BenchmarkResult::value).orElse(OptionalDouble.empty()));
    }

    private static String bound(Optional<Interval> interval, ToDoubleFunction<Interval> bound) {
        return interval.map(found -> number(bound.applyAsDouble(found))).orElse("");
    }

    private static String number(OptionalDouble number) {
        return number.isPresent() ? number(number.getAsDouble()) : "";
    }

    private static String number(double number) {
        return String.valueOf(number);
    }

    /** The text as a cell that stays a text. */
    static String text(String text) {
        String cell = Printable.escape(CutText.of(text, MOST_IN_CELL));
        boolean formula = !text.isBlank() && FORMULA.indexOf(text.strip().codePointAt(0)) >= 0;
        return formula ? "'" + cell : cell;
    }
}
