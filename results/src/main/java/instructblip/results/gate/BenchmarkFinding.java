package instructblip.results.gate;

import instructblip.results.compare.PairedBenchmark;
import instructblip.results.metric.Metric;
import instructblip.results.statistics.RegressionCheck;
import instructblip.results.store.BenchmarkResult;
import instructblip.results.store.StoredRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BiFunction;

/**
 * What can be said of one benchmark by itself, before all p-values are corrected together.
 *
 * @param pair empty where a run has no result to pair
 * @param check empty where the pairs cannot be tested
 * @param obstacle what keeps the benchmark from being judged; {@code PASS} where nothing does
 * @param reasons of the obstacle
 */
record BenchmarkFinding(
        String benchmark,
        Optional<PairedBenchmark> pair,
        Optional<RegressionCheck> check,
        Verdict obstacle,
        List<String> reasons) {

    static BenchmarkFinding of(
            StoredRun baseline,
            StoredRun candidate,
            String benchmark,
            GateRules rules,
            BiFunction<StoredRun, String, Metric> metrics) {
        Obstacles obstacles = new Obstacles();
        obstacles.addOf("baseline", baseline, benchmark, rules);
        obstacles.addOf("candidate", candidate, benchmark, rules);
        if (!obstacles.canPair()) {
            return obstacles.finding(benchmark, Optional.empty(), Optional.empty());
        }
        PairedBenchmark pair =
                PairedBenchmark.of(
                        baseline, candidate, benchmark, metrics.apply(baseline, benchmark));
        obstacles.addOf(pair);
        Optional<RegressionCheck> check =
                pair.isComparable() && pair.hasValues()
                        ? pair.regression(rules.marginOf(benchmark), rules.alpha())
                        : Optional.empty();
        return obstacles.finding(benchmark, Optional.of(pair), check);
    }

    /** For Holm's correction; 1 where nothing was tested. */
    double p() {
        return check.map(RegressionCheck::p).orElse(1.0);
    }

    BenchmarkVerdict verdict(double adjustedP, GateRules rules) {
        List<String> all = new ArrayList<>(reasons);
        Verdict verdict = obstacle;
        double margin = rules.marginOf(benchmark);
        if (check.isPresent()) {
            RegressionCheck found = check.get();
            if (adjustedP <= rules.alpha()) {
                verdict = verdict.or(Verdict.REGRESSION);
                all.add(
                        "Lost %s points, more than the margin of %s (%s)."
                                .formatted(
                                        GateNumbers.points(-found.difference()),
                                        GateNumbers.points(margin),
                                        GateNumbers.equation("p", adjustedP)));
            } else if (!(found.lowerBound() > rules.lowest(benchmark))) {
                verdict = verdict.or(Verdict.INCONCLUSIVE);
                all.add(
                        "The loss may be %s points; to pass it must surely be below %s (margin %s and resolution %s): too few samples."
                                .formatted(
                                        GateNumbers.points(-found.lowerBound()),
                                        GateNumbers.points(-rules.lowest(benchmark)),
                                        GateNumbers.points(margin),
                                        GateNumbers.points(rules.resolution())));
            }
        } else if (verdict == Verdict.PASS) {
            verdict = Verdict.INCONCLUSIVE;
            all.add("All samples are of one image: nothing can be told.");
        }
        return new BenchmarkVerdict(
                benchmark,
                pair.map(found -> found.baseline().metric()).orElse(""),
                value(pair.map(PairedBenchmark::baseline)),
                value(pair.map(PairedBenchmark::candidate)),
                margin,
                check,
                check.isPresent() ? OptionalDouble.of(adjustedP) : OptionalDouble.empty(),
                verdict,
                all);
    }

    private static OptionalDouble value(Optional<BenchmarkResult> result) {
        return result.map(BenchmarkResult::value).orElse(OptionalDouble.empty());
    }
}
