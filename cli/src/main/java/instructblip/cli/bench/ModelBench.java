package instructblip.cli.bench;

import instructblip.benchmarks.dataset.DatasetException;
import instructblip.cli.bench.BatchAgreement.Answers;
import instructblip.cli.run.UnstoredRun;
import instructblip.core.checkpoint.ContentHash;
import instructblip.core.clock.Stage;
import instructblip.core.kernel.MachineMemory;
import instructblip.core.model.CheckedModel;
import instructblip.core.model.ModelDescription;
import instructblip.core.model.ModelOptions;
import instructblip.core.model.OpenModel;
import instructblip.core.request.ModelKind;
import instructblip.results.record.SampleRecord;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Times a model on the work that a run does: files are read and decoded, nothing is known before.
 * Each batch size is warmed up, then starts with empty caches.
 */
public final class ModelBench {

    private static final double NANOS = 1e9;

    private final BenchWork work;
    private final UnstoredRun run;
    private final long warmUpNanos;

    private ModelBench(BenchWork work, UnstoredRun run, double warmUpSeconds) {
        this.work = work;
        this.run = run;
        this.warmUpNanos = (long) (warmUpSeconds * NANOS);
    }

    /**
     * Finds the images and tries the settings.
     *
     * @param warmUpSeconds of work before each measurement; a batch at least
     * @throws DatasetException when the folder has too few images
     */
    public static ModelBench of(BenchWork work, double warmUpSeconds) throws DatasetException {
        return new ModelBench(work, UnstoredRun.plan(work.options()), warmUpSeconds);
    }

    /** A model that is open, and how long that took. */
    private record Opened(OpenModel model, double seconds) {}

    /** What one batch size did. */
    private record Measured(ModelTiming timing, List<SampleRecord> records) {}

    /**
     * Measures all batch sizes.
     *
     * @param batchSizes empty ones let the model advise
     * @param againstBatch1 whether single samples are measured too and the answers compared
     * @param notes takes one-line remarks for the user
     */
    public ModelReport measure(
            Path folder,
            ModelOptions options,
            List<Optional<Integer>> batchSizes,
            boolean againstBatch1,
            Consumer<String> notes) {
        List<Optional<Integer>> sizes = new ArrayList<>(batchSizes);
        if (againstBatch1) {
            sizes.remove(Optional.of(1));
            sizes.add(0, Optional.of(1));
        }
        long start = System.nanoTime();
        try (OpenModel model = CheckedModel.of(folder, options, notes).load()) {
            Opened opened = new Opened(model, (System.nanoTime() - start) / NANOS);
            List<Measured> measured = new ArrayList<>();
            for (Optional<Integer> size : sizes) {
                measured.add(measure(opened, size));
            }
            return new ModelReport(
                    measured.stream().map(Measured::timing).toList(),
                    againstBatch1 ? Optional.of(agreement(measured)) : Optional.empty());
        }
    }

    private Measured measure(Opened opened, Optional<Integer> asked) {
        OpenModel model = opened.model();
        int size = asked.orElseGet(model::suggestedBatchSize);
        warmUp(model, size);
        model.forgetImages();
        long imagesBefore = model.visionImages();
        model.clock().start();
        long start = System.nanoTime();
        List<SampleRecord> records = run.answer(model, size, () -> false);
        double seconds = (System.nanoTime() - start) / NANOS;
        model.clock().stop();
        ModelDescription description = model.description();
        ModelTiming timing =
                new ModelTiming(
                        description.name(),
                        description.device(),
                        description.precision().label(),
                        description.threads(),
                        size,
                        asked.map(Object::toString).orElse("auto"),
                        describe(description.kind()),
                        records.size(),
                        (int) records.stream().filter(SampleRecord::failed).count(),
                        seconds,
                        records.size() / seconds,
                        opened.seconds(),
                        MachineMemory.peakBytes(),
                        model.visionImages() - imagesBefore,
                        byName(model.clock().seconds()),
                        sha256(records));
        return new Measured(timing, records);
    }

    /** The first batches of a program are slow. */
    private void warmUp(OpenModel model, int size) {
        long end = System.nanoTime() + warmUpNanos;
        int[] batches = {0};
        do {
            model.forgetImages();
            run.answer(model, size, () -> batches[0]++ > 0 && System.nanoTime() > end);
        } while (System.nanoTime() < end);
    }

    private String describe(ModelKind kind) {
        Map<String, Object> settings = run.settings(kind);
        String verb =
                work.candidates().isEmpty()
                        ? "generate beams %s max %s"
                                .formatted(settings.get("beams"), settings.get("max_new_tokens"))
                        : "rank " + work.candidates().size();
        return work.frames().isPresent() ? verb + " frames " + work.frames().getAsInt() : verb;
    }

    private static Map<String, Double> byName(Map<Stage, Double> seconds) {
        Map<String, Double> byName = new LinkedHashMap<>();
        seconds.forEach((stage, sum) -> byName.put(stage.name().toLowerCase(Locale.ROOT), sum));
        return byName;
    }

    private static BatchAgreement agreement(List<Measured> measured) {
        return BatchAgreement.of(
                measured.get(0).records(),
                measured.stream()
                        .skip(1)
                        .map(each -> new Answers(each.timing().batch(), each.records()))
                        .toList());
    }

    private static String sha256(List<SampleRecord> records) {
        MessageDigest digest = ContentHash.sha256();
        for (SampleRecord record : records) {
            String line = record.id() + "\n" + BatchAgreement.text(record) + "\n";
            digest.update(line.getBytes(StandardCharsets.UTF_8));
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
