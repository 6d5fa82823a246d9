package instructblip.benchmarks.dataset.source;

/**
 * A number as the file spells it, so that ids beyond 2^53 keep every digit.
 *
 * @param text JSON spelling
 */
record NumberText(String text) {}
