package instructblip.results.store;

import com.fasterxml.jackson.databind.JsonNode;
import instructblip.results.record.SampleRecord;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A run's folder while the run is at work, locked against other processes from {@link #open} to
 * {@link #close}. For use by one thread.
 *
 * <pre>{@code
 * try (RunFolder folder = RunFolder.open(path, identity, resume, Clock.systemUTC())) {
 *     if (!folder.finished()) {
 *         PredictionsFile predictions = folder.predictions(plan);
 *         for (List<String> batch : predictions.pending()) {
 *             predictions.append(answer(batch));
 *         }
 *         List<SampleRecord> records = predictions.finish();
 *         folder.writeResult(Scoring.of(setup, metric, records).result());
 *         folder.finish();
 *     }
 * }
 * }</pre>
 */
public final class RunFolder implements AutoCloseable {

    private final RunFiles files;
    private final RunLock lock;
    private final Clock clock;
    private final List<PredictionsFile> opened = new ArrayList<>();
    private RunManifest manifest;
    private long reused;
    private long vitImages;

    private RunFolder(RunFiles files, RunLock lock, Clock clock, RunManifest manifest) {
        this.files = files;
        this.lock = lock;
        this.clock = clock;
        this.manifest = manifest;
    }

    /**
     * Starts a run in an absent or empty folder, or continues the one that is there.
     *
     * @param resume whether a folder that is not empty may be continued
     * @throws StoreException when the folder cannot be written, is in use, holds something else, or
     *     is not empty and {@code resume} is false
     * @throws StoreException when the run in it is finished and its records were changed since
     * @throws NotComparableException when the run in it is another one
     */
    public static RunFolder open(Path folder, RunIdentity identity, boolean resume, Clock clock) {
        RunFiles files = new RunFiles(folder);
        files.checkUsable(resume);
        files.create();
        RunLock lock = RunLock.take(folder);
        try {
            files.checkUsable(resume);
            RunManifest manifest = manifest(files, identity, clock);
            RunFolder run = new RunFolder(files, lock, clock, manifest);
            if (run.finished()) {
                run.checkFinished();
            } else {
                files.removeOutdated(manifest.identity());
                run.update(manifest);
            }
            return run;
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static RunManifest manifest(RunFiles files, RunIdentity identity, Clock clock) {
        if (!Files.exists(files.manifest())) {
            return RunManifest.begun(identity, clock.instant());
        }
        RunManifest stored = ManifestFile.read(files.folder());
        Differences.check(files.folder(), stored.identity(), identity);
        return stored.state().status() == RunStatus.FINISHED
                ? stored
                : stored.resumed(identity, clock.instant());
    }

    private void checkFinished() {
        manifest.identity()
                .benchmarks()
                .forEach(benchmark -> manifest.finished(files, benchmark.name()).check());
    }

    /** Whether the run was finished before: there is nothing to do. */
    public boolean finished() {
        return manifest.state().status() == RunStatus.FINISHED;
    }

    /** The manifest as it is now. */
    public RunManifest manifest() {
        return manifest;
    }

    /** The rule by which a benchmark's batches were made when it was begun. */
    public Optional<Map<String, Object>> batchRule(String benchmark) {
        return Optional.ofNullable(manifest.plans().get(benchmark)).map(StoredPlan::rule);
    }

    /**
     * Begins or continues a benchmark.
     *
     * @param plan made by the {@link #batchRule} that is stored, where one is
     * @throws NotComparableException when the benchmark was begun with other batches
     * @throws StoreException when its records cannot be read or were changed
     */
    public PredictionsFile predictions(BatchPlan plan) {
        String benchmark = plan.benchmark();
        checkSize(plan);
        StoredPlan stored = manifest.plans().get(benchmark);
        if (stored == null) {
            update(manifest.with(plan));
        } else {
            Differences.check(files.folder(), benchmark, stored, plan.stored());
        }
        if (manifest.seals().containsKey(benchmark)) {
            manifest.finished(files, benchmark).check();
        }
        files.create(benchmark);
        PredictionsFile predictions =
                PredictionsFile.open(
                        files.predictions(benchmark), plan, records -> seal(benchmark, records));
        opened.add(predictions);
        if (manifest.seals().containsKey(benchmark) && !predictions.pending().isEmpty()) {
            update(manifest.unsealed(benchmark));
        }
        reused += predictions.reused();
        return predictions;
    }

    private void seal(String benchmark, List<SampleRecord> records) {
        RunIdentity identity = manifest.identity();
        BenchmarkSetup known =
                identity.benchmark(benchmark)
                        .withFingerprint(ImagesFingerprint.KIND, ImagesFingerprint.of(records));
        PredictionsSeal seal = PredictionsSeal.of(files.predictions(benchmark));
        update(manifest.with(identity.withBenchmark(known)).sealed(benchmark, seal));
    }

    private void checkSize(BatchPlan plan) {
        int samples = manifest.identity().benchmark(plan.benchmark()).samples();
        if (plan.order().size() != samples) {
            throw new IllegalArgumentException(
                    "the plan of %s has %d samples, the run %d"
                            .formatted(plan.benchmark(), plan.order().size(), samples));
        }
    }

    /**
     * Notes what became known of the model while it was at work.
     *
     * @throws NotComparableException when the run was begun with other weights
     */
    public void addFingerprints(Map<String, String> fingerprints) {
        RunIdentity old = manifest.identity();
        RunIdentity now = old.withModel(old.model().withFingerprints(fingerprints));
        Differences.check(files.folder(), old, now);
        update(manifest.with(now));
    }

    /** Counts images that went through the vision encoder. */
    public void addVitImages(long count) {
        vitImages += count;
    }

    /** Writes a benchmark's {@code metrics.json}. */
    public void writeResult(BenchmarkResult result) {
        MetricsFile.write(files.metrics(result.benchmark()), result);
    }

    /** Writes an unlabelled benchmark's {@code submission.json}, in its server's form. */
    public void writeSubmission(String benchmark, JsonNode submission) {
        AtomicFile.write(files.submission(benchmark), StoreJson.bytes(submission));
    }

    /**
     * Writes {@code summary.json} from the benchmarks' results and ends the run: finished when
     * every sample has an answer, else incomplete.
     *
     * @return how it ended
     * @throws StoreException when a benchmark has no result
     */
    public RunStatus finish() {
        List<BenchmarkResult> results =
                manifest.identity().benchmarks().stream()
                        .map(benchmark -> MetricsFile.read(files.metrics(benchmark.name())))
                        .toList();
        SummaryFile.write(files.summary(), results);
        boolean failed = results.stream().anyMatch(result -> result.counts().failed() > 0);
        end(failed ? RunStatus.INCOMPLETE : RunStatus.FINISHED);
        return manifest.state().status();
    }

    /** Whether the run has a {@code report.html}. */
    public boolean hasReport() {
        return Files.isRegularFile(files.report());
    }

    /**
     * Writes {@code report.html}.
     *
     * @throws UnfinishedWriteException when it cannot be written; all else is stored
     */
    public void writeReport(String html) {
        AtomicFile.write(files.report(), html.getBytes(StandardCharsets.UTF_8));
    }

    /** Gives the folder free; a run that was not finished is stored as incomplete. */
    @Override
    public void close() {
        try (lock) {
            opened.forEach(PredictionsFile::close);
            if (manifest.state().status() == RunStatus.RUNNING) {
                end(RunStatus.INCOMPLETE);
            }
        }
    }

    private void end(RunStatus status) {
        update(manifest.ended(status, clock.instant(), reused, vitImages));
    }

    private void update(RunManifest changed) {
        ManifestFile.write(files.manifest(), changed);
        manifest = changed;
    }
}
