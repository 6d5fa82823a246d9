package instructblip.cli.run;

import instructblip.cli.console.ExitCode;
import instructblip.results.store.BenchmarkResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What became of a run.
 *
 * @param folder of the run
 * @param results of the benchmarks that are done, in the order of the run
 * @param code to end with
 * @param remark why it is not whole; empty when it is
 * @param isCutShort whether benchmarks are missing, since it was asked to stop
 */
public record RunOutcome(
        Path folder,
        List<BenchmarkResult> results,
        ExitCode code,
        Optional<String> remark,
        boolean isCutShort) {

    public RunOutcome {
        results = List.copyOf(results);
    }

    static RunOutcome whole(RunTarget target, List<BenchmarkResult> results) {
        return new RunOutcome(target.folder(), results, ExitCode.OK, Optional.empty(), false);
    }

    static RunOutcome incomplete(RunTarget target, List<BenchmarkResult> results, String why) {
        return new RunOutcome(
                target.folder(), results, ExitCode.INCOMPLETE, Optional.of(why), false);
    }

    static RunOutcome cutShort(RunTarget target, List<BenchmarkResult> results) {
        return new RunOutcome(
                target.folder(),
                results,
                ExitCode.INCOMPLETE,
                Optional.of("stopped by a signal"),
                true);
    }
}
