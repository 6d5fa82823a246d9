package instructblip.results.store;

import com.fasterxml.jackson.databind.JsonNode;
import instructblip.results.record.Printable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

    private static final String SUBMISSION = "submission.json";
    private static final String REPORT = "report.html";

    private final Path folder;
    private final RunLock lock;
    private final Clock clock;
    private final List<PredictionsFile> opened = new ArrayList<>();
    private RunManifest manifest;
    private long reused;
    private long vitImages;

    private RunFolder(Path folder, RunLock lock, Clock clock, RunManifest manifest) {
        this.folder = folder;
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
     * @throws NotComparableException when the run in it is another one
     */
    public static RunFolder open(Path folder, RunIdentity identity, boolean resume, Clock clock) {
        checkUsable(folder, resume);
        create(folder);
        RunLock lock = RunLock.take(folder);
        try {
            checkUsable(folder, resume);
            RunFolder run = new RunFolder(folder, lock, clock, manifest(folder, identity, clock));
            if (!run.finished()) {
                run.removeOutdated();
                ManifestFile.write(folder, run.manifest);
            }
            return run;
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
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
            Map<String, StoredPlan> plans = new TreeMap<>(manifest.plans());
            plans.put(benchmark, plan.stored());
            update(new RunManifest(manifest.identity(), plans, manifest.state()));
        } else if (!stored.sha256().equals(plan.stored().sha256())) {
            String field = "benchmarks." + benchmark + ".batch_plan";
            throw differing(
                    folder,
                    List.of(new Difference(field, stored.sha256(), plan.stored().sha256())));
        }
        create(folder.resolve(benchmark));
        PredictionsFile predictions =
                PredictionsFile.open(file(benchmark, PredictionsFile.NAME), plan);
        opened.add(predictions);
        reused += predictions.reused();
        return predictions;
    }

    /**
     * Notes what became known of the model while it was at work.
     *
     * @throws NotComparableException when the run was begun with other weights
     */
    public void addFingerprints(Map<String, String> fingerprints) {
        RunIdentity old = manifest.identity();
        RunIdentity now = old.withModel(old.model().withFingerprints(fingerprints));
        requireSame(folder, old, now);
        update(new RunManifest(now, manifest.plans(), manifest.state()));
    }

    /** Counts images that went through the vision encoder. */
    public void addVitImages(long count) {
        vitImages += count;
    }

    /** Writes a benchmark's {@code metrics.json}. */
    public void writeResult(BenchmarkResult result) {
        MetricsFile.write(file(result.benchmark(), MetricsFile.NAME), result);
    }

    /** Writes an unlabelled benchmark's answers in its server's form. */
    public void writeSubmission(String benchmark, JsonNode submission) {
        AtomicFile.write(file(benchmark, SUBMISSION), StoreJson.bytes(submission));
    }

    /**
     * Writes {@code summary.json} from the benchmarks' results and ends the run: finished when
     * every sample has an answer, else incomplete.
     *
     * @return how it ended
     * @throws StoreException when a benchmark has no result
     */
    public RunStatus finish() {
        List<BenchmarkResult> results = new ArrayList<>();
        for (BenchmarkSetup benchmark : manifest.identity().benchmarks()) {
            results.add(MetricsFile.read(file(benchmark.name(), MetricsFile.NAME)));
        }
        SummaryFile.write(folder, results);
        boolean failed = results.stream().anyMatch(result -> result.counts().failed() > 0);
        end(failed ? RunStatus.INCOMPLETE : RunStatus.FINISHED);
        return manifest.state().status();
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
        RunState state = manifest.state();
        RunState ended =
                new RunState(
                        status,
                        state.started(),
                        state.resumed(),
                        Optional.of(now(clock)),
                        reused,
                        vitImages);
        update(new RunManifest(manifest.identity(), manifest.plans(), ended));
    }

    private void update(RunManifest changed) {
        ManifestFile.write(folder, changed);
        manifest = changed;
    }

    private Path file(String benchmark, String name) {
        return folder.resolve(benchmark).resolve(name);
    }

    private void checkSize(BatchPlan plan) {
        int samples = manifest.identity().benchmark(plan.benchmark()).samples();
        if (plan.order().size() != samples) {
            throw new IllegalArgumentException(
                    "the plan of %s has %d samples, the run %d"
                            .formatted(plan.benchmark(), plan.order().size(), samples));
        }
    }

    /** What an earlier process made of records that now change, and what it left half written. */
    private void removeOutdated() {
        List<Path> outdated = new ArrayList<>(List.of(folder.resolve(REPORT)));
        addWithUnfinished(outdated, folder.resolve(SummaryFile.NAME));
        outdated.add(AtomicFile.unfinished(folder.resolve(ManifestFile.NAME)));
        for (BenchmarkSetup benchmark : manifest.identity().benchmarks()) {
            addWithUnfinished(outdated, file(benchmark.name(), MetricsFile.NAME));
            addWithUnfinished(outdated, file(benchmark.name(), SUBMISSION));
            outdated.add(AtomicFile.unfinished(file(benchmark.name(), PredictionsFile.NAME)));
        }
        try {
            for (Path file : outdated) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw unwritable(folder, e);
        }
    }

    private static void addWithUnfinished(List<Path> files, Path file) {
        files.add(file);
        files.add(AtomicFile.unfinished(file));
    }

    private static RunManifest manifest(Path folder, RunIdentity identity, Clock clock) {
        if (!Files.exists(folder.resolve(ManifestFile.NAME))) {
            RunState state =
                    new RunState(RunStatus.RUNNING, now(clock), List.of(), Optional.empty(), 0, 0);
            return new RunManifest(identity, Map.of(), state);
        }
        RunManifest stored = ManifestFile.read(folder);
        requireSame(folder, stored.identity(), identity);
        return stored.state().status() == RunStatus.FINISHED
                ? stored
                : resumed(stored, identity, clock);
    }

    private static RunManifest resumed(RunManifest stored, RunIdentity identity, Clock clock) {
        List<Instant> resumed = new ArrayList<>(stored.state().resumed());
        resumed.add(now(clock));
        RunState state =
                new RunState(
                        RunStatus.RUNNING,
                        stored.state().started(),
                        resumed,
                        Optional.empty(),
                        0,
                        0);
        return new RunManifest(stored.identity().continuedBy(identity), stored.plans(), state);
    }

    private static Instant now(Clock clock) {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    private static void requireSame(Path folder, RunIdentity stored, RunIdentity now) {
        List<Difference> differences = Differences.between(stored, now);
        if (!differences.isEmpty()) {
            throw differing(folder, differences);
        }
    }

    private static NotComparableException differing(Path folder, List<Difference> differences) {
        String first =
                differences.stream()
                        .limit(3)
                        .map(
                                difference ->
                                        "%s was %s and is %s"
                                                .formatted(
                                                        Printable.escape(difference.field()),
                                                        Printable.quote(difference.stored()),
                                                        Printable.quote(difference.now())))
                        .collect(Collectors.joining("; "));
        String more = differences.size() > 3 ? "; " + (differences.size() - 3) + " more" : "";
        return new NotComparableException(
                StoreJson.shown(folder)
                        + " holds another run: "
                        + first
                        + more
                        + ".\nResume it with the same model, data and settings, or give another"
                        + " --output folder.",
                differences);
    }

    private static void create(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw unwritable(folder, e);
        }
    }

    private static StoreException unwritable(Path folder, IOException e) {
        return new StoreException(
                "%s cannot be written (%s); give another --output folder."
                        .formatted(StoreJson.shown(folder), StoreJson.reason(e)),
                e);
    }

    private static void checkUsable(Path folder, boolean resume) {
        List<String> names = names(folder);
        if (names.isEmpty()) {
            return;
        }
        if (!names.contains(ManifestFile.NAME)) {
            throw new StoreException(
                    "%s holds files but no %s, so it is no run; give an empty or new --output folder."
                            .formatted(StoreJson.shown(folder), ManifestFile.NAME));
        }
        if (!resume) {
            throw new StoreException(
                    "%s holds a run already; continue it with --resume, or give an empty or new --output folder."
                            .formatted(StoreJson.shown(folder)));
        }
    }

    /** What is in a folder besides traces of a process that was killed before it began. */
    private static List<String> names(Path folder) {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals(RunLock.NAME))
                    .filter(name -> !name.equals(ManifestFile.NAME + AtomicFile.UNFINISHED))
                    .toList();
        } catch (NotDirectoryException e) {
            throw new StoreException(
                    StoreJson.shown(folder) + " is a file; give a folder as --output.", e);
        } catch (IOException e) {
            throw new StoreException(
                    "%s cannot be read (%s)."
                            .formatted(StoreJson.shown(folder), StoreJson.reason(e)),
                    e);
        }
    }
}
