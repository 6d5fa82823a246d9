package instructblip.results.store;

/**
 * How many samples stand behind a value.
 *
 * @param n evaluated, after the limit
 * @param scored answered and labelled
 * @param failed without an answer
 * @param limited whether a limit left out a part of the split
 */
public record SampleCounts(int n, int scored, int failed, boolean limited) {}
