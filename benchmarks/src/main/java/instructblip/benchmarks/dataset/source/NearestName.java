package instructblip.benchmarks.dataset.source;

import java.util.Comparator;
import java.util.List;

/** The known name that a mistyped one most likely means. */
public final class NearestName {

    private static final int LONGEST = 64;

    private NearestName() {}

    /**
     * The known name with the fewest edits.
     *
     * @param known at least one
     */
    public static String of(String typed, List<String> known) {
        String start = typed.substring(0, Math.min(LONGEST, typed.length()));
        return known.stream()
                .min(Comparator.comparingInt(name -> edits(start, name)))
                .orElseThrow();
    }

    /** Levenshtein distance: insertions, deletions and changes of a character. */
    private static int edits(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int change = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[to.length()];
    }
}
