package instructblip.results.gate;

import instructblip.results.compare.PairedBenchmark;
import instructblip.results.record.Printable;
import instructblip.results.statistics.RegressionCheck;
import instructblip.results.store.BenchmarkSetup;
import instructblip.results.store.Difference;
import instructblip.results.store.RunStatus;
import instructblip.results.store.StoredRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Collects what keeps a benchmark from being judged. */
final class Obstacles {

    private static final int MOST_NAMED = 3;

    private final List<String> reasons = new ArrayList<>();
    private Verdict verdict = Verdict.PASS;
    private boolean canPair = true;

    private void add(Verdict obstacle, String reason) {
        verdict = verdict.or(obstacle);
        reasons.add(reason);
    }

    /** What the run itself lacks. */
    void addOf(String side, StoredRun run, String benchmark, GateRules rules) {
        Optional<BenchmarkSetup> setup =
                run.manifest().identity().benchmarks().stream()
                        .filter(known -> known.name().equals(benchmark))
                        .findFirst();
        if (setup.isEmpty()) {
            canPair = false;
            add(Verdict.INCOMPLETE, "The %s has no such benchmark.".formatted(side));
            return;
        }
        RunStatus status = run.manifest().state().status();
        if (status == RunStatus.RUNNING) {
            canPair = false;
            add(
                    Verdict.INCOMPLETE,
                    "The %s was not finished: it is at work, or was killed and waits for --resume."
                            .formatted(side));
        } else if (!run.hasResult(benchmark)) {
            canPair = false;
            add(
                    Verdict.INCOMPLETE,
                    "The %s has no result: it was cut short and waits for --resume."
                            .formatted(side));
        } else if (status == RunStatus.INCOMPLETE) {
            add(
                    Verdict.INCOMPLETE,
                    "The %s is incomplete; --resume goes on with it.".formatted(side));
        }
        if (setup.get().limited() && !rules.allowLimited()) {
            add(
                    Verdict.NOT_COMPARABLE,
                    "The %s is limited to %d samples; --allow-limited judges it all the same."
                            .formatted(side, setup.get().samples()));
        }
    }

    /** What the pairs lack. */
    void addOf(PairedBenchmark pair) {
        for (Difference mismatch : pair.mismatches()) {
            add(
                    Verdict.NOT_COMPARABLE,
                    "%s differs: %s in the baseline, %s in the candidate."
                            .formatted(
                                    Printable.escape(mismatch.field()),
                                    Printable.quote(mismatch.stored()),
                                    Printable.quote(mismatch.now())));
        }
        addFailed("baseline", pair.leftOut().failedInBaseline());
        addFailed("candidate", pair.leftOut().failedInCandidate());
        if (!pair.hasValues()) {
            add(Verdict.NOT_COMPARABLE, "No sample is scored in both runs.");
        }
    }

    private void addFailed(String side, List<String> ids) {
        if (!ids.isEmpty()) {
            add(
                    Verdict.INCOMPLETE,
                    "%d sample%s failed in the %s: %s%s."
                            .formatted(
                                    ids.size(),
                                    ids.size() == 1 ? "" : "s",
                                    side,
                                    String.join(
                                            ", ",
                                            ids.stream()
                                                    .limit(MOST_NAMED)
                                                    .map(Printable::quote)
                                                    .toList()),
                                    ids.size() > MOST_NAMED ? ", …" : ""));
        }
    }

    /** Whether both runs have records and a result. */
    boolean canPair() {
        return canPair;
    }

    BenchmarkFinding finding(
            String benchmark, Optional<PairedBenchmark> pair, Optional<RegressionCheck> check) {
        return new BenchmarkFinding(benchmark, pair, check, verdict, reasons);
    }
}
