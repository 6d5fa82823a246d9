package instructblip.results.store;

/**
 * Which build of this tool made a run.
 *
 * @param revision of the source, {@code unknown} where it was not built from a repository
 * @param dirty whether the source differed from that revision
 */
public record ToolBuild(String version, String revision, boolean dirty) {}
