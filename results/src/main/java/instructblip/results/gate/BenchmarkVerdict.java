package instructblip.results.gate;

import instructblip.results.statistics.RegressionCheck;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What the gate found of one benchmark.
 *
 * @param benchmark name
 * @param metric name; empty where there is no result
 * @param baseline value; empty where there is none
 * @param candidate value; empty where there is none
 * @param margin loss that is allowed, in points
 * @param check of the paired samples; empty where none could be made
 * @param adjustedP p-value after Holm's correction over all benchmarks; empty without a check
 * @param verdict of this benchmark
 * @param reasons of the verdict, a sentence each
 */
public record BenchmarkVerdict(
        String benchmark,
        String metric,
        OptionalDouble baseline,
        OptionalDouble candidate,
        double margin,
        Optional<RegressionCheck> check,
        OptionalDouble adjustedP,
        Verdict verdict,
        List<String> reasons) {

    public BenchmarkVerdict {
        reasons = List.copyOf(reasons);
    }

    /** Whether the candidate is better beyond doubt. */
    public boolean isBetter() {
        return verdict == Verdict.PASS && check.filter(found -> found.lowerBound() > 0).isPresent();
    }
}
