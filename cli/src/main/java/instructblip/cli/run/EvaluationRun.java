package instructblip.cli.run;

import instructblip.benchmarks.catalog.Submission;
import instructblip.benchmarks.dataset.DatasetException;
import instructblip.cli.console.Console;
import instructblip.cli.report.DataPictures;
import instructblip.cli.report.FittingRows;
import instructblip.cli.report.StoredReport;
import instructblip.core.model.CheckedModel;
import instructblip.core.model.OpenModel;
import instructblip.results.metric.Metric;
import instructblip.results.record.SampleRecord;
import instructblip.results.report.html.ReportedBenchmark;
import instructblip.results.report.html.ReportedRun;
import instructblip.results.report.html.RunPage;
import instructblip.results.store.BatchPlan;
import instructblip.results.store.BenchmarkResult;
import instructblip.results.store.BenchmarkSetup;
import instructblip.results.store.PredictionsFile;
import instructblip.results.store.RunFolder;
import instructblip.results.store.RunIdentity;
import instructblip.results.store.RunStatus;
import instructblip.results.store.ScoredRecords;
import instructblip.results.store.Scoring;
import instructblip.results.store.StoredRun;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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
                if (!folder.hasReport()) {
                    writeReport(folder, StoredReport.of(StoredRun.read(target.folder())).run());
                }
                return RunOutcome.whole(target, stored(target));
            }
            try (OpenModel opened = model.load(target.features());
                    Fingerprinting fingerprints = new Fingerprinting(model)) {
                Work work = new Work(folder, opened, interruption, console);
                List<ReportedBenchmark> answered = answer(work);
                folder.addVitImages(opened.visionImages());
                if (answered.size() < planned.size()) {
                    return RunOutcome.cutShort(target, results(answered));
                }
                folder.addFingerprints(fingerprints.get());
                return finish(folder, model, target, answered);
            }
        }
    }

    /** What the work is done with. */
    private record Work(
            RunFolder folder, OpenModel model, Interruption interruption, Console console) {}

    /** The benchmarks that were answered as a whole. */
    private List<ReportedBenchmark> answer(Work work) {
        List<ReportedBenchmark> answered = new ArrayList<>();
        for (PlannedBenchmark benchmark : planned) {
            BatchPlan plan = Batches.of(benchmark, batchRule(benchmark, work));
            Batches.workingBytes(plan.rule()).ifPresent(work.model()::workWithin);
            PredictionsFile predictions = work.folder().predictions(plan);
            noteDropped(predictions, benchmark, work.console());
            BenchmarkRun run = new BenchmarkRun(benchmark, work.model(), work.console());
            if (!run.answer(plan, predictions, work.interruption())) {
                return answered;
            }
            List<SampleRecord> records = predictions.finish();
            BenchmarkSetup setup = work.folder().manifest().identity().benchmark(plan.benchmark());
            Metric metric = benchmark.benchmark().metric();
            ScoredRecords scored = Scoring.of(setup, metric, records);
            work.folder().writeResult(scored.result());
            if (benchmark.isUnlabelled()) {
                work.folder()
                        .writeSubmission(
                                plan.benchmark(), Submission.of(benchmark.benchmark(), records));
            }
            answered.add(
                    new ReportedBenchmark(
                            setup, metric, scored.result(), scored.perSample(), records));
        }
        return answered;
    }

    private static List<BenchmarkResult> results(List<ReportedBenchmark> answered) {
        return answered.stream().map(ReportedBenchmark::result).toList();
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

    private Map<String, Object> batchRule(PlannedBenchmark benchmark, Work work) {
        OpenModel model = work.model();
        return work.folder()
                .batchRule(benchmark.benchmark().folder())
                .orElseGet(
                        () ->
                                Batches.rule(
                                        options.batchSize().orElseGet(model::suggestedBatchSize),
                                        model.workingBytes()));
    }

    private RunOutcome finish(
            RunFolder folder,
            CheckedModel model,
            RunTarget target,
            List<ReportedBenchmark> answered) {
        List<BenchmarkResult> results = results(answered);
        List<Path> changed = model.changes();
        if (!changed.isEmpty()) {
            return RunOutcome.incomplete(
                    target,
                    results,
                    changed.get(0)
                            + " changed while it was used: the answers are of no single checkpoint");
        }
        RunStatus status = folder.finish();
        RunIdentity identity = folder.manifest().identity();
        writeReport(
                folder, new ReportedRun(identity, answered, FittingRows.of(identity), List.of()));
        if (status == RunStatus.FINISHED) {
            return RunOutcome.whole(target, results);
        }
        return RunOutcome.incomplete(
                target, results, FailedSamples.remark(target.folder(), results));
    }

    private void writeReport(RunFolder folder, ReportedRun run) {
        Map<String, Path> data = new HashMap<>();
        for (PlannedBenchmark benchmark : planned) {
            data.put(benchmark.benchmark().folder(), benchmark.dataset().folder());
        }
        folder.writeReport(RunPage.html(run, new DataPictures(data)));
    }

    private static List<BenchmarkResult> stored(RunTarget target) {
        StoredRun run = StoredRun.read(target.folder());
        return run.manifest().identity().benchmarks().stream()
                .map(benchmark -> run.result(benchmark.name()))
                .toList();
    }
}
