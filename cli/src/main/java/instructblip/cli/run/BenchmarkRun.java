package instructblip.cli.run;

import instructblip.cli.console.Console;
import instructblip.cli.console.Progress;
import instructblip.core.kernel.EngineException;
import instructblip.core.model.OpenModel;
import instructblip.results.record.SampleRecord;
import instructblip.results.store.BatchPlan;
import instructblip.results.store.PredictionsFile;
import java.util.List;

/** Answers the samples of one benchmark that are not stored yet, batch by batch. */
final class BenchmarkRun {

    private final PlannedBenchmark planned;
    private final AnsweringLoop loop;
    private final Console console;
    private int done;

    BenchmarkRun(PlannedBenchmark planned, OpenModel model, Console console) {
        this.planned = planned;
        this.loop = new AnsweringLoop(planned, model);
        this.console = console;
    }

    /**
     * Stores every batch as it is answered.
     *
     * @return whether all are stored, and not cut short
     * @throws CutShortException when the engine fails
     */
    boolean answer(BatchPlan plan, PredictionsFile predictions, Interruption interruption) {
        done = predictions.reused();
        try (Progress progress =
                new Progress(console, planned.benchmark().name(), plan.order().size(), done)) {
            return loop.run(
                    predictions.pending(),
                    batch -> store(batch, predictions, progress),
                    interruption::isAsked);
        } catch (EngineException e) {
            throw new CutShortException(
                    "%s: the run ends after %d of %d samples: %s\nWhat was finished is stored; continue with --resume."
                            .formatted(
                                    planned.benchmark().name(),
                                    done,
                                    plan.order().size(),
                                    e.getMessage()),
                    e);
        }
    }

    private void store(List<SampleRecord> batch, PredictionsFile predictions, Progress progress) {
        predictions.append(batch);
        done += batch.size();
        progress.done(done);
    }
}
