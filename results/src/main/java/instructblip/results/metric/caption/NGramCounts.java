package instructblip.results.metric.caption;

/**
 * How often each n-gram occurs in a text.
 *
 * @param words length of the text
 * @param ids numbers of the distinct n-grams, by order n - 1, ascending
 * @param counts beside the ids
 */
record NGramCounts(int words, int[][] ids, int[][] counts) {

    /** Captions are compared by n-grams of one to four words. */
    static final int MAX_ORDER = 4;

    /** How many n-grams of an order the text has. */
    int total(int order) {
        return Math.max(0, words - order);
    }
}
