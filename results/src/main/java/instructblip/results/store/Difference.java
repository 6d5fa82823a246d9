package instructblip.results.store;

/**
 * A field in which two runs differ.
 *
 * @param field as {@code settings.beams} or {@code benchmarks.vizwiz.prompt}
 * @param stored as text; empty where it is absent
 * @param now as text; empty where it is absent
 */
public record Difference(String field, String stored, String now) {}
