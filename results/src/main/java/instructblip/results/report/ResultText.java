package instructblip.results.report;

import instructblip.results.store.BenchmarkResult;
import instructblip.results.store.SampleCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How figures of a result are written in tables: with a full stop, whatever the locale. */
public final class ResultText {

    /** Stands where there is nothing to tell. */
    public static final String NOTHING = "–";

    private static final double SMALLEST_P = 0.0001;

    private ResultText() {}

    /** To two decimals. */
    public static String rounded(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    /** To two decimals, with its sign unless it is rounded to 0. */
    public static String signed(double difference) {
        String text = String.format(Locale.ROOT, "%+.2f", difference);
        return text.substring(1).equals("0.00") ? "0.00" : text;
    }

    /** A p-value to four decimals; never 0. */
    public static String probability(double p) {
        return p < SMALLEST_P ? "<0.0001" : String.format(Locale.ROOT, "%.4f", p);
    }

    /** The headline value. */
    public static String value(BenchmarkResult result) {
        return result.value().isPresent() ? rounded(result.value().getAsDouble()) : NOTHING;
    }

    /** The 95 % interval of the value. */
    public static String interval(BenchmarkResult result) {
        return result.interval()
                .map(interval -> rounded(interval.low()) + "–" + rounded(interval.high()))
                .orElse(NOTHING);
    }

    /** Number of samples, and how many of them are scored where not all are. */
    public static String count(BenchmarkResult result) {
        SampleCounts counts = result.counts();
        return counts.scored() == counts.n()
                ? String.valueOf(counts.n())
                : counts.scored() + " of " + counts.n();
    }

    /** Whose prompts and decoding settings made the values. */
    public static String settings(String preset) {
        return "Prompts of the %s preset. Decoding settings are the authors' code's, not the paper's, which prints none."
                .formatted(preset);
    }

    /** What makes the value less than the whole split's; empty where nothing does. */
    public static String note(BenchmarkResult result) {
        SampleCounts counts = result.counts();
        List<String> notes = new ArrayList<>();
        if (counts.limited()) {
            notes.add("LIMITED: a part of the split");
        }
        if (counts.failed() > 0) {
            notes.add(counts.failed() + " FAILED");
        }
        int missing = counts.n() - counts.scored() - counts.failed();
        if (missing > 0) {
            notes.add(counts.scored() == 0 ? "no labels" : missing + " not scored");
        }
        return String.join(", ", notes);
    }
}
