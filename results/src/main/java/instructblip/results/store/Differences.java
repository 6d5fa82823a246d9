package instructblip.results.store;

import instructblip.results.record.Printable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Finds the fields in which two runs differ. */
public final class Differences {

    private static final String MODEL_FINGERPRINT = "model.fingerprints.";
    private static final int MOST_NAMED = 3;
    private static final String STAMP = "model.stamp";
    private static final String BENCHMARK = "benchmarks.";
    private static final String METRIC = ".metric";

    private Differences() {}

    /**
     * Checks that a run may be continued.
     *
     * @throws NotComparableException when something that decides answers differs
     */
    static void check(Path folder, RunIdentity stored, RunIdentity now) {
        check(folder, between(stored, now));
    }

    /**
     * Checks that what a folder holds was made with the same settings.
     *
     * @throws NotComparableException naming the fields that differ
     */
    public static void check(Path folder, Map<String, String> stored, Map<String, String> now) {
        TreeSet<String> names = new TreeSet<>(stored.keySet());
        names.addAll(now.keySet());
        check(
                folder,
                names.stream()
                        .map(
                                name ->
                                        new Difference(
                                                name,
                                                stored.getOrDefault(name, ""),
                                                now.getOrDefault(name, "")))
                        .filter(field -> !field.stored().equals(field.now()))
                        .toList());
    }

    /**
     * Checks that a benchmark's batches are those it was begun with.
     *
     * @throws NotComparableException when they are not
     */
    static void check(Path folder, String benchmark, StoredPlan stored, StoredPlan now) {
        String field = planOf(benchmark);
        check(
                folder,
                stored.sha256().equals(now.sha256())
                        ? List.of()
                        : List.of(new Difference(field, stored.sha256(), now.sha256())));
    }

    private static void check(Path folder, List<Difference> differences) {
        if (differences.isEmpty()) {
            return;
        }
        String first =
                differences.stream()
                        .limit(MOST_NAMED)
                        .map(Differences::shown)
                        .collect(Collectors.joining("; "));
        int more = differences.size() - MOST_NAMED;
        throw new NotComparableException(
                "%s holds another run: %s%s.\nResume it with the same model, data and settings, or give another --output folder."
                        .formatted(
                                StoreJson.shown(folder),
                                first,
                                more > 0 ? "; and " + more + " more" : ""),
                differences);
    }

    private static String shown(Difference difference) {
        return "%s was %s and is %s"
                .formatted(
                        Printable.escape(difference.field()),
                        Printable.quote(difference.stored()),
                        Printable.quote(difference.now()));
    }

    /** Those that can change an answer, in the order of their names. */
    static List<Difference> between(RunIdentity stored, RunIdentity now) {
        return between(stored, fields(stored), now, fields(now));
    }

    /**
     * All of them but times, in the order of their names: also those that cannot change an answer
     * in float32. A benchmark that only one run has is left out.
     */
    static List<Difference> between(RunManifest stored, RunManifest now) {
        Map<String, String> old = fields(stored);
        Map<String, String> current = fields(now);
        old.keySet().removeIf(field -> isOfAnother(field, now.identity()));
        current.keySet().removeIf(field -> isOfAnother(field, stored.identity()));
        return between(stored.identity(), old, now.identity(), current);
    }

    private static boolean isOfAnother(String field, RunIdentity run) {
        return field.startsWith(BENCHMARK)
                && run.benchmarks().stream()
                        .noneMatch(each -> field.startsWith(BENCHMARK + each.name() + "."));
    }

    private static List<Difference> between(
            RunIdentity stored,
            Map<String, String> old,
            RunIdentity now,
            Map<String, String> current) {
        TreeSet<String> names = new TreeSet<>(old.keySet());
        names.addAll(current.keySet());
        if (!stored.model().fingerprints().isEmpty() && !now.model().fingerprints().isEmpty()) {
            names.remove(STAMP);
        }
        List<Difference> differences = new ArrayList<>();
        for (String name : names) {
            String before = old.getOrDefault(name, "");
            String after = current.getOrDefault(name, "");
            boolean unknown = mayBeUnknown(name) && (before.isEmpty() || after.isEmpty());
            if (!before.equals(after) && !unknown) {
                differences.add(new Difference(name, before, after));
            }
        }
        return differences;
    }

    /** A fingerprint may become known later than the run begins; old runs name no metric. */
    private static boolean mayBeUnknown(String name) {
        return name.contains(".fingerprints.")
                || (name.startsWith(BENCHMARK) && name.endsWith(METRIC));
    }

    private static Map<String, String> fields(RunIdentity run) {
        Map<String, String> fields = new TreeMap<>();
        fields.put("tool.version", run.tool().version());
        fields.put("device", run.machine().device());
        fields.put("dtype", run.machine().dtype());
        putAll(fields, "engine.", run.machine().engine());
        fields.put("model.type", run.model().type());
        fields.put("model.family", run.model().family());
        fields.put("model.parameters", String.valueOf(run.model().parameters()));
        fields.put(STAMP, run.model().stamp());
        putAll(fields, MODEL_FINGERPRINT, run.model().fingerprints());
        fields.put("settings.preset", run.settings().preset());
        putAll(fields, "settings.", run.settings().effective());
        run.benchmarks().forEach(benchmark -> put(fields, benchmark));
        return fields;
    }

    private static Map<String, String> fields(RunManifest run) {
        Map<String, String> fields = fields(run.identity());
        fields.put("tool.git.revision", run.identity().tool().revision());
        fields.put("tool.git.dirty", String.valueOf(run.identity().tool().dirty()));
        fields.put("model.name", run.identity().model().name());
        putAll(fields, "settings.execution.", run.identity().settings().execution());
        run.plans().forEach((name, plan) -> fields.put(planOf(name), plan.sha256()));
        return fields;
    }

    private static String planOf(String benchmark) {
        return BENCHMARK + benchmark + ".batch_plan";
    }

    private static void put(Map<String, String> fields, BenchmarkSetup benchmark) {
        String name = BENCHMARK + benchmark.name();
        fields.put(name + ".split", benchmark.split());
        fields.put(name + ".n", String.valueOf(benchmark.samples()));
        fields.put(name + ".limit", String.valueOf(benchmark.limit()));
        fields.put(name + ".prompt", benchmark.prompt());
        putAll(fields, name + ".fingerprints.", benchmark.fingerprints());
        putAll(fields, name + ".settings.", benchmark.settings());
        benchmark.metric().ifPresent(metric -> fields.put(name + METRIC, metric));
    }

    private static void putAll(Map<String, String> fields, String prefix, Map<String, ?> values) {
        values.forEach((key, value) -> fields.put(prefix + key, text(value)));
    }

    /** As JSON, so that 5 is 5 whatever Java type it has; a text without its quotes. */
    private static String text(Object value) {
        return value instanceof String text ? text : StoreJson.node(value).toString();
    }
}
