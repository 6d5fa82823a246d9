package instructblip.cli.run;

import instructblip.benchmarks.dataset.Sample;
import instructblip.cli.console.Console;
import instructblip.cli.console.Progress;
import instructblip.cli.run.PreparedBatches.Prepared;
import instructblip.core.kernel.EngineException;
import instructblip.core.model.InstructBlip;
import instructblip.core.request.Answer;
import instructblip.core.request.Failed;
import instructblip.core.request.PreparedRequest;
import instructblip.results.record.SampleRecord;
import instructblip.results.store.BatchPlan;
import instructblip.results.store.PredictionsFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Answers the samples of one benchmark that are not stored yet, batch by batch. */
final class BenchmarkRun {

    private final PlannedBenchmark planned;
    private final InstructBlip model;
    private final Records records;
    private final Console console;

    BenchmarkRun(PlannedBenchmark planned, InstructBlip model, Console console) {
        this.planned = planned;
        this.model = model;
        this.records = new Records(planned);
        this.console = console;
    }

    /**
     * Stores every batch as it is answered.
     *
     * @return whether all are stored, and not cut short
     * @throws CutShortException when the engine fails
     */
    boolean answer(BatchPlan plan, PredictionsFile predictions, Interruption interruption) {
        List<List<Sample>> batches = batches(predictions.pending());
        int done = predictions.reused();
        try (PreparedBatches prepared = new PreparedBatches(model, planned, batches);
                Progress progress =
                        new Progress(
                                console, planned.benchmark().name(), plan.order().size(), done)) {
            List<Prepared> batch = prepared.next();
            while (!batch.isEmpty()) {
                if (interruption.isAsked()) {
                    return false;
                }
                predictions.append(answer(batch));
                done += batch.size();
                progress.done(done);
                batch = prepared.next();
            }
            return true;
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

    private List<List<Sample>> batches(List<List<String>> pending) {
        Map<String, Sample> byId = new HashMap<>();
        planned.samples().forEach(sample -> byId.put(sample.id(), sample));
        return pending.stream().map(ids -> ids.stream().map(byId::get).toList()).toList();
    }

    private List<SampleRecord> answer(List<Prepared> batch) {
        List<PreparedRequest> requests = new ArrayList<>();
        batch.forEach(prepared -> prepared.request().ifPresent(requests::add));
        Iterator<Answer> answers = model.answer(requests).iterator();
        List<SampleRecord> answered = new ArrayList<>();
        for (Prepared prepared : batch) {
            Answer answer =
                    prepared.request().isPresent()
                            ? answers.next()
                            : new Failed(prepared.failure());
            answered.add(records.of(prepared.sample(), prepared.imagesSha256(), answer));
        }
        return answered;
    }
}
