package instructblip.cli.run;

import instructblip.benchmarks.dataset.Sample;
import instructblip.cli.run.PreparedBatches.Prepared;
import instructblip.core.request.Answer;
import instructblip.core.request.Failed;
import instructblip.core.request.PreparedRequest;
import instructblip.core.request.VisionLanguageModel;
import instructblip.results.record.SampleRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Batches of samples to batches of records, one after the other. */
final class AnsweringLoop {

    private final PlannedBenchmark planned;
    private final VisionLanguageModel model;
    private final Records records;

    AnsweringLoop(PlannedBenchmark planned, VisionLanguageModel model) {
        this.planned = planned;
        this.model = model;
        this.records = new Records(planned);
    }

    /**
     * @param batches of sample ids
     * @param answered takes the records of each batch as it is done
     * @param stop asked before each batch
     * @return whether all are answered
     */
    boolean run(
            List<List<String>> batches,
            Consumer<List<SampleRecord>> answered,
            BooleanSupplier stop) {
        try (PreparedBatches prepared = new PreparedBatches(model, planned, samples(batches))) {
            List<Prepared> batch = prepared.next();
            while (!batch.isEmpty()) {
                if (stop.getAsBoolean()) {
                    return false;
                }
                answered.accept(answer(batch));
                batch = prepared.next();
            }
            return true;
        }
    }

    private List<List<Sample>> samples(List<List<String>> batches) {
        Map<String, Sample> byId = new HashMap<>();
        planned.samples().forEach(sample -> byId.put(sample.id(), sample));
        return batches.stream().map(ids -> ids.stream().map(byId::get).toList()).toList();
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
