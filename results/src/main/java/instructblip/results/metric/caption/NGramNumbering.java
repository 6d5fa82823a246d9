package instructblip.results.metric.caption;

import instructblip.results.metric.text.PythonText;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Gives equal n-grams equal numbers, so that captions are compared as sorted integers. */
final class NGramNumbering {

    private final Map<String, Integer> words = new HashMap<>();

    /** By the number of all but an n-gram's last word and the number of that word. */
    private final NumberTable longer = new NumberTable();

    /** Numbers given so far; all are below it. */
    int size() {
        return words.size() + longer.size();
    }

    /** Counts the n-grams of a tokenized text. */
    NGramCounts count(String text) {
        List<String> tokens = PythonText.split(text);
        int[] word = new int[tokens.size()];
        for (int i = 0; i < word.length; i++) {
            word[i] = words.computeIfAbsent(tokens.get(i), token -> size());
        }
        int[][] ids = new int[NGramCounts.MAX_ORDER][];
        int[][] counts = new int[NGramCounts.MAX_ORDER][];
        int[] grams = word;
        for (int order = 0; order < NGramCounts.MAX_ORDER; order++) {
            if (order > 0) {
                grams = extend(grams, word, order);
            }
            count(grams, order, ids, counts);
        }
        return new NGramCounts(word.length, ids, counts);
    }

    /** From the n-grams of one order in place to those of the next. */
    private int[] extend(int[] grams, int[] word, int order) {
        int[] extended = new int[Math.max(0, word.length - order)];
        for (int i = 0; i < extended.length; i++) {
            extended[i] = longer.getOrPut(grams[i], word[i + order], size());
        }
        return extended;
    }

    private static void count(int[] grams, int order, int[][] ids, int[][] counts) {
        int[] sorted = grams.clone();
        Arrays.sort(sorted);
        int[] distinct = new int[sorted.length];
        int[] count = new int[sorted.length];
        int size = 0;
        for (int gram : sorted) {
            if (size == 0 || distinct[size - 1] != gram) {
                distinct[size++] = gram;
            }
            count[size - 1]++;
        }
        ids[order] = Arrays.copyOf(distinct, size);
        counts[order] = Arrays.copyOf(count, size);
    }
}
