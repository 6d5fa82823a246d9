package instructblip.results.gate;

import java.util.List;

/**
 * What the gate found.
 *
 * @param baseline as it was named
 * @param candidate as it was named
 * @param rules that were kept to
 * @param benchmarks in the baseline's order; at least one
 * @param notes what else is to be known, a sentence each
 */
public record GateReport(
        String baseline,
        String candidate,
        GateRules rules,
        List<BenchmarkVerdict> benchmarks,
        List<String> notes) {

    public GateReport {
        benchmarks = List.copyOf(benchmarks);
        notes = List.copyOf(notes);
    }

    /**
     * Of all benchmarks together. Only whole, comparable runs are judged: a benchmark that is
     * missing or not comparable outweighs a regression of another.
     */
    public Verdict verdict() {
        return benchmarks.stream()
                .map(BenchmarkVerdict::verdict)
                .reduce(Verdict::or)
                .orElse(Verdict.INCOMPLETE);
    }
}
