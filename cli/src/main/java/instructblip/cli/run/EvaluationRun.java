package instructblip.cli.run;

import instructblip.benchmarks.catalog.Submission;
import instructblip.benchmarks.dataset.DatasetException;
import instructblip.cli.console.Console;
import instructblip.core.model.CheckedModel;
import instructblip.core.model.InstructBlip;
import instructblip.results.record.SampleRecord;
import instructblip.results.store.BatchPlan;
import instructblip.results.store.BenchmarkResult;
import instructblip.results.store.BenchmarkSetup;
import instructblip.results.store.PredictionsFile;
import instructblip.results.store.RunFolder;
import instructblip.results.store.RunIdentity;
import instructblip.results.store.RunStatus;
import instructblip.results.store.Scoring;
import instructblip.results.store.StoredRun;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * Evaluates one model on benchmarks. Everything that can be wrong without weights is found before
 * they are read, and every batch is stored as it is answered.
 */
public final class EvaluationRun {

    private final RunOptions options;
    private final List<PlannedBenchmark> planned;

    private EvaluationRun(RunOptions options, List<PlannedBenchmark> planned) {
        this.options = options;
        this.planned = planned;
    }

    /**
     * Reads the data and tries every template and setting.
     *
     * @param bundledData folder that holds the bundled data sets
     * @throws DatasetException when a file or record is broken
     */
    public static EvaluationRun plan(RunOptions options, Path bundledData) throws DatasetException {
        return new EvaluationRun(options, new Planner(options, bundledData).plan());
    }

    /** Runs, or continues, or finds that there is nothing to do. */
    public RunOutcome run(CheckedModel model, RunTarget target, Console console) {
        for (PlannedBenchmark benchmark : planned) {
            benchmark.dataset().notes().forEach(console::note);
        }
        RunIdentity identity = new Identity(options, model).of(planned, target);
        try (Interruption interruption = new Interruption();
                RunFolder folder =
                        RunFolder.open(
                                target.folder(), identity, target.resume(), Clock.systemUTC())) {
            if (folder.finished()) {
                console.note(target.folder() + " is finished; nothing is computed again.");
                return RunOutcome.whole(target, stored(target));
            }
            try (InstructBlip opened = model.load();
                    Fingerprinting fingerprints = new Fingerprinting(model)) {
                Work work = new Work(folder, opened, interruption, console);
                List<BenchmarkResult> results = answer(work);
                folder.addVitImages(opened.visionImages());
                if (results.size() < planned.size()) {
                    return RunOutcome.incomplete(target, results, "stopped by a signal");
                }
                folder.addFingerprints(fingerprints.get());
                return finish(folder, model, target, results);
            }
        }
    }

    /** What the work is done with. */
    private record Work(
            RunFolder folder, InstructBlip model, Interruption interruption, Console console) {}

    /** Results of the benchmarks that were answered as a whole. */
    private List<BenchmarkResult> answer(Work work) {
        List<BenchmarkResult> results = new ArrayList<>();
        for (PlannedBenchmark benchmark : planned) {
            BatchPlan plan = Batches.of(benchmark, batchSize(benchmark, work));
            PredictionsFile predictions = work.folder().predictions(plan);
            noteDropped(predictions, benchmark, work.console());
            BenchmarkRun run = new BenchmarkRun(benchmark, work.model(), work.console());
            if (!run.answer(plan, predictions, work.interruption())) {
                return results;
            }
            List<SampleRecord> records = predictions.finish();
            BenchmarkSetup setup = work.folder().manifest().identity().benchmark(plan.benchmark());
            BenchmarkResult result =
                    Scoring.of(setup, benchmark.benchmark().metric(), records).result();
            work.folder().writeResult(result);
            if (benchmark.isUnlabelled()) {
                work.folder()
                        .writeSubmission(
                                plan.benchmark(), Submission.of(benchmark.benchmark(), records));
            }
            results.add(result);
        }
        return results;
    }

    private static void noteDropped(
            PredictionsFile predictions, PlannedBenchmark planned, Console console) {
        if (predictions.dropped() > 0) {
            console.note(
                    "%s: a write was cut off; its %d line%s removed and the batch is computed again."
                            .formatted(
                                    planned.benchmark().name(),
                                    predictions.dropped(),
                                    predictions.dropped() == 1 ? " is" : "s are"));
        }
    }

    private int batchSize(PlannedBenchmark benchmark, Work work) {
        return work.folder()
                .batchRule(benchmark.benchmark().folder())
                .map(Batches::size)
                .or(options::batchSize)
                .orElseGet(work.model()::suggestedBatchSize);
    }

    private static RunOutcome finish(
            RunFolder folder, CheckedModel model, RunTarget target, List<BenchmarkResult> results) {
        List<Path> changed = model.changes();
        if (!changed.isEmpty()) {
            return RunOutcome.incomplete(
                    target,
                    results,
                    changed.get(0)
                            + " changed while it was used: the answers are of no single checkpoint");
        }
        if (folder.finish() == RunStatus.FINISHED) {
            return RunOutcome.whole(target, results);
        }
        int failed = results.stream().mapToInt(result -> result.counts().failed()).sum();
        return RunOutcome.incomplete(
                target,
                results,
                "%d sample%s failed; their records say why, --resume tries them again"
                        .formatted(failed, failed == 1 ? "" : "s"));
    }

    private static List<BenchmarkResult> stored(RunTarget target) {
        StoredRun run = StoredRun.read(target.folder());
        return run.manifest().identity().benchmarks().stream()
                .map(benchmark -> run.result(benchmark.name()))
                .toList();
    }
}
