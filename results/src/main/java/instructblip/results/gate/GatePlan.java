package instructblip.results.gate;

import instructblip.results.compare.PairedBenchmark;
import instructblip.results.metric.Metric;
import instructblip.results.report.TextTable;
import instructblip.results.report.TextTable.Column;
import instructblip.results.statistics.Detectability;
import instructblip.results.store.StoredRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BiFunction;

/**
 * What a gate could find, before a candidate is run.
 *
 * @param power chance of finding the drops that are named
 * @param checks by benchmark; two for each where the share of changed scores is assumed
 */
public record GatePlan(GateRules rules, double power, List<PlannedCheck> checks) {

    private static final double POWER = 0.8;

    /** Shares of scores that change between two checkpoints of the same quality, few and many. */
    private static final List<Double> ASSUMED = List.of(0.05, 0.2);

    public GatePlan {
        checks = List.copyOf(checks);
    }

    /**
     * Plans from a finished run.
     *
     * @param candidate a run that has differed from the baseline as later ones may; empty where
     *     there is none
     * @param metrics by which a run's benchmark is scored
     */
    public static GatePlan of(
            StoredRun baseline,
            Optional<StoredRun> candidate,
            GateRules rules,
            BiFunction<StoredRun, String, Metric> metrics) {
        List<String> names =
                rules.benchmarks().isEmpty()
                        ? baseline.manifest().identity().benchmarks().stream()
                                .map(setup -> setup.name())
                                .toList()
                        : List.copyOf(rules.benchmarks());
        double alpha = rules.alpha() / names.size();
        List<PlannedCheck> checks = new ArrayList<>();
        for (String name : names) {
            PairedBenchmark pair =
                    PairedBenchmark.of(
                            baseline,
                            candidate.orElse(baseline),
                            name,
                            metrics.apply(baseline, name));
            if (!pair.hasValues()) {
                checks.add(nothing(pair, rules));
                continue;
            }
            Optional<Detectability> observed = observed(pair);
            observed.ifPresent(found -> checks.add(check(pair, found, true, alpha, rules)));
            if (observed.isEmpty()) {
                for (double changed : ASSUMED) {
                    checks.add(check(pair, assumed(pair, changed), false, alpha, rules));
                }
            }
        }
        return new GatePlan(rules, POWER, checks);
    }

    /** As the two runs show it; empty where they do not differ. */
    private static Optional<Detectability> observed(PairedBenchmark pair) {
        Detectability found =
                pair.rankings()
                        .map(Detectability::observed)
                        .orElseGet(() -> Detectability.observed(pair.scores()));
        return found.changed() > 0 ? Optional.of(found) : Optional.empty();
    }

    private static Detectability assumed(PairedBenchmark pair, double changed) {
        return pair.rankings()
                .map(found -> Detectability.assumed(found, changed))
                .orElseGet(() -> Detectability.assumed(pair.scores(), changed));
    }

    /** Of a split without labels. */
    private static PlannedCheck nothing(PairedBenchmark pair, GateRules rules) {
        double margin = rules.marginOf(pair.benchmark());
        return new PlannedCheck(
                pair.benchmark(), 0, 0, margin, 0, false, OptionalDouble.empty(), false);
    }

    private static PlannedCheck check(
            PairedBenchmark pair,
            Detectability found,
            boolean observed,
            double alpha,
            GateRules rules) {
        double margin = rules.marginOf(pair.benchmark());
        double drop = margin + found.drop(alpha, POWER);
        return new PlannedCheck(
                pair.benchmark(),
                pair.scores().size(),
                pair.scores().clusterCount(),
                margin,
                100 * found.changed(),
                observed,
                Double.isFinite(drop) ? OptionalDouble.of(drop) : OptionalDouble.empty(),
                found.drop(rules.alpha(), POWER) < -rules.lowest(pair.benchmark()));
    }

    /**
     * A table and what it means.
     *
     * @return lines without line breaks
     */
    public List<String> lines() {
        TextTable table =
                new TextTable(
                        List.of(
                                Column.left("benchmark"),
                                Column.right("n"),
                                Column.right("images"),
                                Column.right("margin"),
                                Column.right("scores that change"),
                                Column.right("drop found"),
                                Column.left("an equal run passes")),
                        checks.stream().map(GatePlan::row).toList());
        List<String> lines = new ArrayList<>(table.lines());
        lines.add("");
        lines.add(
                "drop found: smallest loss that ends as a regression, with a power of %.0f %% at alpha %s over %s."
                        .formatted(100 * power, rules.alpha(), family()));
        if (checks.stream().anyMatch(check -> !check.observed())) {
            lines.add(
                    "The share of scores that change is assumed; --candidate with an earlier run shows the real one.");
        }
        return lines;
    }

    private String family() {
        long count = checks.stream().map(PlannedCheck::benchmark).distinct().count();
        return count == 1 ? "one benchmark" : count + " benchmarks";
    }

    private static List<String> row(PlannedCheck check) {
        return List.of(
                check.benchmark(),
                String.valueOf(check.n()),
                String.valueOf(check.images()),
                GateNumbers.points(check.margin()),
                String.format(Locale.ROOT, "%.1f %%", check.changed())
                        + (check.observed() ? "" : ", assumed"),
                GateNumbers.points(check.drop()),
                check.equalPasses() ? "yes" : "no: raise --resolution");
    }
}
