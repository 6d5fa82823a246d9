package instructblip.results.compare;

import instructblip.results.metric.Evaluation;
import instructblip.results.metric.Metric;
import instructblip.results.metric.Rounding;
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
import java.util.Optional;
import java.util.stream.Stream;

/** Puts the records of two runs beside each other. */
final class Pairing {

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

    /** A run's records and what pairing needs of them. */
    private record Answers(List<SampleRecord> records, SampleTraits traits) {

        static Answers of(StoredRun run, String benchmark) {
            List<SampleRecord> records = run.records(benchmark);
            return new Answers(records, SampleTraits.of(records));
        }
    }

    PairedBenchmark pair() {
        BenchmarkResult baselineResult = baseline.result(benchmark);
        BenchmarkResult candidateResult = candidate.result(benchmark);
        compareSetups(baselineResult, candidateResult);
        List<Answers> both =
                Stream.of(baseline, candidate)
                        .parallel()
                        .map(run -> Answers.of(run, benchmark))
                        .toList();
        SampleTraits ours = both.get(0).traits();
        SampleTraits theirs = both.get(1).traits();
        if (mismatches.isEmpty() && !Arrays.equals(ours.ids(), theirs.ids())) {
            throw foreign(ours, theirs);
        }
        SamplePairs same = SamplePairs.of(ours, theirs);
        compareSamples("prompt", ours, ours.prompts(), theirs.prompts(), same);
        compareSamples("references", ours, ours.references(), theirs.references(), same);
        LeftOut leftOut = same.leftOut(ours, theirs);
        SamplePairs paired = same.scored(ours, theirs);
        List<SampleRecord> left = new SelectedRecords(both.get(0).records(), paired.baseline());
        List<SampleRecord> right = new SelectedRecords(both.get(1).records(), paired.candidate());
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

    /** Names the first sample that differs and how many do. */
    private void compareSamples(
            String what, SampleTraits traits, int[] ours, int[] theirs, SamplePairs same) {
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
        if (leftOut.isAnsweredByBoth()) {
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
        if (!(metric instanceof VerbalizerAuc) && !Rounding.isSame(mean, evaluation.value())) {
            throw new IllegalStateException(
                    metric.name() + " is no mean of samples' scores: there is no test for it");
        }
        return new Evaluated(evaluation.value(), scores);
    }

    /** A value that its own predictions do not give is not trusted. */
    private void compareValue(String run, BenchmarkResult stored, double value) {
        double before = stored.value().orElse(Double.NaN);
        if (!Rounding.isSame(before, value)) {
            mismatches.add(
                    new Difference(
                            benchmark + ".value of the " + run,
                            String.valueOf(before),
                            value + " when its predictions are scored again"));
        }
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
