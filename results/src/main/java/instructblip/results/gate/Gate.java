package instructblip.results.gate;

import instructblip.results.metric.Metric;
import instructblip.results.record.Printable;
import instructblip.results.statistics.Holm;
import instructblip.results.store.Difference;
import instructblip.results.store.StoredRun;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;

/** Decides whether a candidate run is no worse than a baseline run. */
public final class Gate {

    private static final int MOST_NAMED = 3;

    private final StoredRun baseline;
    private final StoredRun candidate;
    private final GateRules rules;
    private final BiFunction<StoredRun, String, Metric> metrics;

    /**
     * A gate between two runs.
     *
     * @param metrics by which a run's benchmark is scored
     */
    public Gate(
            StoredRun baseline,
            StoredRun candidate,
            GateRules rules,
            BiFunction<StoredRun, String, Metric> metrics) {
        this.baseline = baseline;
        this.candidate = candidate;
        this.rules = rules;
        this.metrics = metrics;
    }

    /**
     * Judges every benchmark.
     *
     * @throws instructblip.results.record.RecordException when a stored file is broken: names file
     *     and line
     */
    public GateReport judge() {
        List<BenchmarkFinding> findings = new ArrayList<>();
        for (String benchmark : benchmarks()) {
            findings.add(BenchmarkFinding.of(baseline, candidate, benchmark, rules, metrics));
        }
        double[] p = findings.stream().mapToDouble(BenchmarkFinding::p).toArray();
        double[] adjusted = Holm.adjusted(p);
        List<BenchmarkVerdict> verdicts = new ArrayList<>();
        for (int i = 0; i < adjusted.length; i++) {
            verdicts.add(findings.get(i).verdict(adjusted[i], rules));
        }
        return new GateReport(
                baseline.folder().toString(),
                candidate.folder().toString(),
                rules,
                verdicts,
                notes());
    }

    /** All that either run has, unless the rules name some. */
    private Set<String> benchmarks() {
        if (!rules.benchmarks().isEmpty()) {
            return rules.benchmarks();
        }
        Set<String> names = new LinkedHashSet<>();
        for (StoredRun run : List.of(baseline, candidate)) {
            run.manifest().identity().benchmarks().forEach(setup -> names.add(setup.name()));
        }
        return names;
    }

    private List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (isSameFolder()) {
            notes.add("Baseline and candidate are the same folder.");
        }
        List<String> others =
                baseline.differences(candidate).stream()
                        .filter(difference -> isOfTheWay(difference.field()))
                        .map(Gate::shown)
                        .toList();
        if (!others.isEmpty()) {
            int more = others.size() - MOST_NAMED;
            notes.add(
                    "The runs also differ in %s%s."
                            .formatted(
                                    String.join("; ", others.stream().limit(MOST_NAMED).toList()),
                                    more > 0 ? "; and " + more + " more fields" : ""));
        }
        return notes;
    }

    private boolean isSameFolder() {
        try {
            return Files.isSameFile(baseline.folder(), candidate.folder());
        } catch (IOException e) {
            return false;
        }
    }

    /** How answers were computed, as opposed to what was asked and of which model. */
    private static boolean isOfTheWay(String field) {
        return !field.startsWith("model.")
                && (!field.startsWith("benchmarks.") || field.contains(".settings."));
    }

    private static String shown(Difference difference) {
        return "%s: %s and %s"
                .formatted(
                        Printable.quote(difference.field()),
                        Printable.quote(difference.stored()),
                        Printable.quote(difference.now()));
    }
}
