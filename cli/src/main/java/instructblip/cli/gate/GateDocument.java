package instructblip.cli.gate;

import com.fasterxml.jackson.annotation.JsonInclude;
import instructblip.results.gate.BenchmarkVerdict;
import instructblip.results.gate.GateReport;
import instructblip.results.statistics.RegressionCheck;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What {@code gate --json} prints.
 *
 * @param verdict of all benchmarks together
 * @param exitCode that says the same
 * @param baseline as it was named
 * @param candidate as it was named
 * @param alpha chance of a false alarm
 * @param resolution in points
 * @param benchmarks in the baseline's order
 * @param notes what else is to be known
 */
public record GateDocument(
        String verdict,
        int exitCode,
        String baseline,
        String candidate,
        double alpha,
        double resolution,
        List<Entry> benchmarks,
        List<String> notes) {

    /** Of one benchmark; what could not be found is {@code null}. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Entry(
            String benchmark,
            String metric,
            Double baseline,
            Double candidate,
            double margin,
            Double difference,
            Double lowerBound,
            Double p,
            Double pHolm,
            String test,
            Integer worse,
            Integer better,
            Integer n,
            Integer images,
            String verdict,
            List<String> reasons) {

        static Entry of(BenchmarkVerdict found) {
            Optional<RegressionCheck> check = found.check();
            return new Entry(
                    found.benchmark(),
                    found.metric().isEmpty() ? null : found.metric(),
                    orNull(found.baseline()),
                    orNull(found.candidate()),
                    found.margin(),
                    check.map(RegressionCheck::difference).orElse(null),
                    check.map(RegressionCheck::lowerBound).orElse(null),
                    check.map(RegressionCheck::p).orElse(null),
                    orNull(found.adjustedP()),
                    check.map(RegressionCheck::test).orElse(null),
                    check.map(RegressionCheck::worse).orElse(null),
                    check.map(RegressionCheck::better).orElse(null),
                    check.map(RegressionCheck::n).orElse(null),
                    check.map(RegressionCheck::images).orElse(null),
                    found.verdict().id(),
                    found.reasons());
        }

        private static Double orNull(OptionalDouble value) {
            return value.isPresent() ? value.getAsDouble() : null;
        }
    }

    /** The document. */
    public static GateDocument of(GateReport report) {
        return new GateDocument(
                report.verdict().id(),
                GateExit.of(report.verdict()).code(),
                report.baseline(),
                report.candidate(),
                report.rules().alpha(),
                report.rules().resolution(),
                report.benchmarks().stream().map(Entry::of).toList(),
                report.notes());
    }
}
