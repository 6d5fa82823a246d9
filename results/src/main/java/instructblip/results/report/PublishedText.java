package instructblip.results.report;

import instructblip.results.compare.PublishedCell;
import instructblip.results.compare.PublishedRow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How published values are written in tables, and what is said under the table. */
public final class PublishedText {

    private static final String NOT_COMPARABLE =
            "(…) published for another part of the data or another metric, or it is not said which: not comparable";
    private static final String SINGLE_SOURCE = "? known from a single transcription of the paper";

    private PublishedText() {}

    /** The value as printed; a question mark for a single source, parentheses for what is other. */
    public static String value(PublishedCell cell, boolean comparable) {
        String value = String.format(Locale.ROOT, "%.1f", cell.value()) + (cell.firm() ? "" : "?");
        return comparable ? value : "(" + value + ")";
    }

    /** What the marks in these values mean, and what is to be known of the rows. */
    public static List<String> footnotes(List<String> values, List<PublishedRow> rows) {
        List<String> footnotes = new ArrayList<>();
        if (values.stream().anyMatch(value -> value.startsWith("("))) {
            footnotes.add(NOT_COMPARABLE);
        }
        if (values.stream().anyMatch(value -> value.contains("?"))) {
            footnotes.add(SINGLE_SOURCE);
        }
        Map<String, List<String>> titles = new LinkedHashMap<>();
        for (PublishedRow row : rows) {
            row.note()
                    .ifPresent(
                            note ->
                                    titles.computeIfAbsent(note, key -> new ArrayList<>())
                                            .add(row.title()));
        }
        titles.forEach((note, named) -> footnotes.add(String.join(", ", named) + ": " + note));
        return footnotes;
    }
}
