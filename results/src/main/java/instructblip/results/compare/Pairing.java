package instructblip.results.compare;

import instructblip.results.metric.Evaluation;
import instructblip.results.metric.Metric;
import instructblip.results.metric.VerbalizerAuc;
import instructblip.results.record.Place;
import instructblip.results.record.Printable;
import instructblip.results.record.SampleRecord;
import instructblip.results.record.SelectedRecords;
import instructblip.results.statistics.PairedRankings;
import instructblip.results.statistics.PairedScores;
import instructblip.results.store.BenchmarkResult;
import instructblip.results.store.Difference;
import instructblip.results.store.ImageClusters;
import instructblip.results.store.StoreException;
import instructblip.results.store.StoredRun;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Puts the records of two runs beside each other. */
final class Pairing {

    /** How far a stored value may lie from the same value computed again. */
    private static final double ROUNDING = 1e-6;

    /** Of the benchmark's fields in the manifest, those that decide what is asked and scored. */
    private static final List<String> DECISIVE =
            List.of("split", "n", "prompt", "fingerprints", "metric");

    private final StoredRun baseline;
    private final StoredRun candidate;
    private final String benchmark;
    private final Metric metric;
    private final List<Difference> mismatches = new ArrayList<>();

    Pairing(StoredRun baseline, StoredRun candidate, String benchmark, Metric metric) {
        this.baseline = baseline;
        this.candidate = candidate;
        this.benchmark = benchmark;
        this.metric = metric;
    }

    /** Which places of the two files belong together. */
    private record Places(int[] baseline, int[] candidate) {}

    PairedBenchmark pair() {
        BenchmarkResult baselineResult = baseline.result(benchmark);
        BenchmarkResult candidateResult = candidate.result(benchmark);
        compareSetups(baselineResult, candidateResult);
        List<SampleRecord> baselineRecords = baseline.records(benchmark);
        List<SampleRecord> candidateRecords = candidate.records(benchmark);
        SampleTraits ours = SampleTraits.of(baselineRecords);
        SampleTraits theirs = SampleTraits.of(candidateRecords);
        Places same = samePlaces(ours, theirs);
        compareSamples(ours, theirs, same);
        LeftOut leftOut = leftOut(ours, theirs, same);
        Places paired = scored(ours, theirs, same);
        List<SampleRecord> left = new SelectedRecords(baselineRecords, paired.baseline());
        List<SampleRecord> right = new SelectedRecords(candidateRecords, paired.candidate());
        PairedScores scores = scores(left, right, leftOut, baselineResult, candidateResult);
        return new PairedBenchmark(
                benchmark,
                baselineResult,
                candidateResult,
                Arrays.stream(paired.baseline()).mapToObj(i -> ours.ids()[i]).toList(),
                scores,
                rankings(left, scores),
                leftOut,
                mismatches);
    }

    private void compareSetups(BenchmarkResult left, BenchmarkResult right) {
        String prefix = "benchmarks." + benchmark + ".";
        baseline.differences(candidate).stream()
                .filter(difference -> difference.field().startsWith(prefix))
                .filter(difference -> DECISIVE.contains(rest(difference.field(), prefix)))
                .forEach(mismatches::add);
        if (!left.metric().equals(right.metric())) {
            mismatches.add(new Difference(benchmark + ".metric", left.metric(), right.metric()));
        }
    }

    private static String rest(String field, String prefix) {
        String rest = field.substring(prefix.length());
        int dot = rest.indexOf('.');
        return dot < 0 ? rest : rest.substring(0, dot);
    }

    /**
     * Places with the same id, in the baseline's order.
     *
     * @throws StoreException when runs of the same data have other samples or another order
     */
    private Places samePlaces(SampleTraits ours, SampleTraits theirs) {
        if (Arrays.equals(ours.ids(), theirs.ids())) {
            int[] all = new int[ours.count()];
            Arrays.setAll(all, i -> i);
            return new Places(all, all);
        }
        Map<String, Integer> places = theirs.places();
        int[] left = new int[ours.count()];
        int[] right = new int[ours.count()];
        int count = 0;
        for (int i = 0; i < ours.count(); i++) {
            Integer place = places.get(ours.ids()[i]);
            if (place != null) {
                left[count] = i;
                right[count] = place;
                count++;
            }
        }
        if (mismatches.isEmpty()) {
            throw foreign(ours, theirs);
        }
        return new Places(Arrays.copyOf(left, count), Arrays.copyOf(right, count));
    }

    /** Runs of the same data ask the same samples in the same order: a file was changed. */
    private StoreException foreign(SampleTraits ours, SampleTraits theirs) {
        int line = 0;
        while (ours.ids()[line].equals(theirs.ids()[line])) {
            line++;
        }
        return new StoreException(
                "%s is sample %s, and %s is sample %s; expected the same samples in the same order.\nBoth runs say that they asked the same data: one of the files was changed."
                        .formatted(
                                new Place(candidate.predictions(benchmark), line + 1L),
                                Printable.quote(theirs.ids()[line]),
                                new Place(baseline.predictions(benchmark), line + 1L),
                                Printable.quote(ours.ids()[line])));
    }

    private void compareSamples(SampleTraits ours, SampleTraits theirs, Places same) {
        compareSamples("prompt", ours.prompts(), theirs.prompts(), ours, same);
        compareSamples("references", ours.references(), theirs.references(), ours, same);
    }

    /** Names the first sample that differs and how many do. */
    private void compareSamples(
            String what, int[] ours, int[] theirs, SampleTraits traits, Places same) {
        int differing = 0;
        String first = "";
        for (int i = 0; i < same.baseline().length; i++) {
            if (ours[same.baseline()[i]] != theirs[same.candidate()[i]]) {
                first = differing == 0 ? traits.ids()[same.baseline()[i]] : first;
                differing++;
            }
        }
        if (differing > 0) {
            mismatches.add(
                    new Difference(
                            benchmark + ".samples." + what,
                            "the baseline's",
                            "another for %d of %d samples, first %s"
                                    .formatted(differing, same.baseline().length, first)));
        }
    }

    private static LeftOut leftOut(SampleTraits ours, SampleTraits theirs, Places same) {
        int unlabelled = 0;
        for (int i = 0; i < same.baseline().length; i++) {
            int left = same.baseline()[i];
            int right = same.candidate()[i];
            boolean answered = !ours.failed()[left] && !theirs.failed()[right];
            unlabelled += answered && !ours.labelled()[left] ? 1 : 0;
        }
        return new LeftOut(
                failed(ours),
                failed(theirs),
                without(ours, same.baseline()),
                without(theirs, same.candidate()),
                unlabelled);
    }

    private static List<String> failed(SampleTraits traits) {
        List<String> failed = new ArrayList<>();
        for (int i = 0; i < traits.count(); i++) {
            if (traits.failed()[i]) {
                failed.add(traits.ids()[i]);
            }
        }
        return failed;
    }

    private static List<String> without(SampleTraits traits, int[] places) {
        boolean[] found = new boolean[traits.count()];
        for (int place : places) {
            found[place] = true;
        }
        List<String> others = new ArrayList<>();
        for (int i = 0; i < found.length; i++) {
            if (!found[i]) {
                others.add(traits.ids()[i]);
            }
        }
        return others;
    }

    private static Places scored(SampleTraits ours, SampleTraits theirs, Places same) {
        int[] kept = new int[same.baseline().length];
        int count = 0;
        for (int i = 0; i < kept.length; i++) {
            int left = same.baseline()[i];
            int right = same.candidate()[i];
            if (!ours.failed()[left]
                    && !theirs.failed()[right]
                    && ours.labelled()[left]
                    && theirs.labelled()[right]) {
                kept[count++] = i;
            }
        }
        int[] left = new int[count];
        int[] right = new int[count];
        for (int i = 0; i < count; i++) {
            left[i] = same.baseline()[kept[i]];
            right[i] = same.candidate()[kept[i]];
        }
        return new Places(left, right);
    }

    private PairedScores scores(
            List<SampleRecord> left,
            List<SampleRecord> right,
            LeftOut leftOut,
            BenchmarkResult leftResult,
            BenchmarkResult rightResult) {
        if (left.isEmpty()) {
            return new PairedScores(new double[0], new double[0], new int[0]);
        }
        Evaluated baselineScores = evaluated(left);
        Evaluated candidateScores = evaluated(right);
        if (leftOut.isNone()) {
            compareValue("baseline", leftResult, baselineScores.value());
            compareValue("candidate", rightResult, candidateScores.value());
        }
        ImageClusters images = ImageClusters.of(left);
        int[] clusters = new int[left.size()];
        Arrays.setAll(clusters, images::of);
        return new PairedScores(baselineScores.scores(), candidateScores.scores(), clusters);
    }

    private record Evaluated(double value, double[] scores) {}

    private Evaluated evaluated(List<SampleRecord> records) {
        Evaluation evaluation = metric.evaluate(records);
        double[] scores =
                evaluation.perSample().values().stream().mapToDouble(Double::doubleValue).toArray();
        double mean = Arrays.stream(scores).average().orElseThrow();
        if (!(metric instanceof VerbalizerAuc) && !isEqual(mean, evaluation.value())) {
            throw new IllegalStateException(
                    metric.name() + " is no mean of samples' scores: there is no test for it");
        }
        return new Evaluated(evaluation.value(), scores);
    }

    /** A value that its own predictions do not give is not trusted. */
    private void compareValue(String run, BenchmarkResult stored, double value) {
        double before = stored.value().orElse(Double.NaN);
        if (!isEqual(before, value)) {
            mismatches.add(
                    new Difference(
                            benchmark + ".value of the " + run,
                            String.valueOf(before),
                            value + " when its predictions are scored again"));
        }
    }

    private static boolean isEqual(double before, double again) {
        return Double.isFinite(before)
                ? Math.abs(before - again) <= ROUNDING * Math.max(1, Math.abs(again))
                : !Double.isFinite(again);
    }

    private Optional<PairedRankings> rankings(List<SampleRecord> records, PairedScores scores) {
        if (!(metric instanceof VerbalizerAuc) || records.isEmpty()) {
            return Optional.empty();
        }
        boolean[] labels = new boolean[records.size()];
        int i = 0;
        for (SampleRecord record : records) {
            labels[i++] = VerbalizerAuc.isPositive(record);
        }
        boolean both = Stream.of(true, false).allMatch(label -> contains(labels, label));
        return both
                ? Optional.of(
                        new PairedRankings(
                                labels, scores.baseline(), scores.candidate(), scores.clusters()))
                : Optional.empty();
    }

    private static boolean contains(boolean[] labels, boolean wanted) {
        for (boolean label : labels) {
            if (label == wanted) {
                return true;
            }
        }
        return false;
    }
}
