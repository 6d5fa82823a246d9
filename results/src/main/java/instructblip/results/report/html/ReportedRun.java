package instructblip.results.report.html;

import instructblip.results.compare.PublishedRow;
import instructblip.results.store.RunIdentity;
import java.util.List;

/**
 * A run to be shown.
 *
 * @param identity what decided its answers
 * @param benchmarks in the order of the run
 * @param published rows to be shown beside it, where they have a value for one of the benchmarks
 * @param notices what one must know before one believes it, a line each
 */
public record ReportedRun(
        RunIdentity identity,
        List<ReportedBenchmark> benchmarks,
        List<PublishedRow> published,
        List<String> notices) {

    public ReportedRun {
        benchmarks = List.copyOf(benchmarks);
        published = List.copyOf(published);
        notices = List.copyOf(notices);
    }
}
