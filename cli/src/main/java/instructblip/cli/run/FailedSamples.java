package instructblip.cli.run;

import instructblip.results.record.Printable;
import instructblip.results.record.SampleRecord;
import instructblip.results.store.BenchmarkResult;
import instructblip.results.store.StoredRun;
import java.nio.file.Path;
import java.util.List;

/** Says in a line which samples of a run have no answer, and why the first of them has none. */
final class FailedSamples {

    private FailedSamples() {}

    /**
     * @param results of the run, at least one of them with a failed sample
     */
    static String remark(Path folder, List<BenchmarkResult> results) {
        int failed = results.stream().mapToInt(result -> result.counts().failed()).sum();
        SampleRecord first = first(folder, results);
        String sample =
                "%s of %s (%s)"
                        .formatted(
                                Printable.quote(first.id()),
                                first.benchmark(),
                                Printable.escape(first.error().orElse("")));
        return failed == 1
                ? "1 sample failed: %s; --resume tries it again".formatted(sample)
                : "%d samples failed, the first is %s; their records say why, --resume tries them again"
                        .formatted(failed, sample);
    }

    private static SampleRecord first(Path folder, List<BenchmarkResult> results) {
        StoredRun run = StoredRun.read(folder);
        return results.stream()
                .filter(result -> result.counts().failed() > 0)
                .flatMap(result -> run.records(result.benchmark()).stream())
                .filter(SampleRecord::failed)
                .findFirst()
                .orElseThrow();
    }
}
