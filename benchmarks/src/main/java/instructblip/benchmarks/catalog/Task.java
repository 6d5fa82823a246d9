package instructblip.benchmarks.catalog;

/** What kind of answer a benchmark wants, which decides the decoding settings. */
public enum Task {
    /** A word or a few, written. */
    SHORT_ANSWER,
    /** A sentence, written. */
    CAPTION,
    /** The best of given candidates. */
    RANKING
}
