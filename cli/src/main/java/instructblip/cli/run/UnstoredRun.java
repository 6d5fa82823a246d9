package instructblip.cli.run;

import instructblip.benchmarks.dataset.DatasetException;
import instructblip.benchmarks.dataset.Sample;
import instructblip.core.request.ModelKind;
import instructblip.core.request.VisionLanguageModel;
import instructblip.results.record.SampleRecord;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;

/** The work of a run without its folder: what is answered is handed over and not kept. */
public final class UnstoredRun {

    private final PlannedBenchmark planned;

    private UnstoredRun(PlannedBenchmark planned) {
        this.planned = planned;
    }

    /**
     * Reads the data and tries every template and setting.
     *
     * @param options with one benchmark and its data folder
     * @throws DatasetException when a file or record is broken
     */
    public static UnstoredRun plan(RunOptions options) throws DatasetException {
        Path data = options.data().orElseThrow();
        return new UnstoredRun(new Planner(options, data).plan().get(0));
    }

    /** Decoding or ranking as it will be done, by the names of a manifest. */
    public Map<String, Object> settings(ModelKind kind) {
        return planned.settings(kind);
    }

    /**
     * Answers batch by batch.
     *
     * @param batchSize samples at once
     * @param stop asked before each batch; what is not begun then stays out
     * @return in data set order
     */
    public List<SampleRecord> answer(
            VisionLanguageModel model, int batchSize, BooleanSupplier stop) {
        Map<String, SampleRecord> answered = new HashMap<>();
        new AnsweringLoop(planned, model)
                .run(
                        Batches.of(planned, batchSize),
                        batch -> batch.forEach(record -> answered.put(record.id(), record)),
                        stop);
        return planned.samples().stream()
                .map(Sample::id)
                .map(answered::get)
                .filter(Objects::nonNull)
                .toList();
    }
}
