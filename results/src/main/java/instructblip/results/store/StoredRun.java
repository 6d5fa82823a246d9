package instructblip.results.store;

import instructblip.results.record.SampleRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A run folder to be read: for tables, comparison and scoring again.
 *
 * @param folder of the run
 * @param manifest its {@code run.json}
 */
public record StoredRun(Path folder, RunManifest manifest) {

    /**
     * Reads a run's manifest.
     *
     * @throws StoreException when the folder is no run, or of a format that this code does not know
     */
    public static StoredRun read(Path folder) {
        if (!Files.isRegularFile(folder.resolve(ManifestFile.NAME))) {
            throw new StoreException(
                    "%s is no run: it has no %s; give the folder that run wrote with --output."
                            .formatted(StoreJson.shown(folder), ManifestFile.NAME));
        }
        return new StoredRun(folder, ManifestFile.read(folder));
    }

    /**
     * A benchmark's result.
     *
     * @throws StoreException when it is missing or broken
     */
    public BenchmarkResult result(String benchmark) {
        return MetricsFile.read(new RunFiles(folder).metrics(benchmark));
    }

    /** Whether a benchmark was answered and scored as a whole. */
    public boolean hasResult(String benchmark) {
        return Files.isRegularFile(new RunFiles(folder).metrics(benchmark));
    }

    /**
     * Checks that a benchmark's records are as the run left them; where it was not answered as a
     * whole, there is nothing to hold them against.
     *
     * @throws StoreException naming the line that is not as the run wrote it
     */
    public void checkUnchanged(String benchmark) {
        if (manifest.seals().containsKey(benchmark)) {
            manifest.finished(new RunFiles(folder), benchmark).check();
        }
    }

    /** The fields that decide answers and differ between this run and another. */
    public List<Difference> differences(StoredRun other) {
        return Differences.between(manifest.identity(), other.manifest.identity());
    }

    /** All fields but times in which this run's manifest and another's differ. */
    public List<Difference> manifestDifferences(StoredRun other) {
        return Differences.between(manifest, other.manifest);
    }

    /** Where its report is, or would be. */
    public Path report() {
        return new RunFiles(folder).report();
    }

    /** Where a benchmark's records are stored. */
    public Path predictions(String benchmark) {
        return new RunFiles(folder).predictions(benchmark);
    }

    /**
     * A benchmark's records in data set order, read from the file as they are asked for.
     *
     * @throws StoreException naming the line that is no record, repeats one or is not as the run
     *     wrote it, or when there are not as many lines as the run has samples
     */
    public List<SampleRecord> records(String benchmark) {
        FinishedPredictions finished = manifest.finished(new RunFiles(folder), benchmark);
        return StoredRecords.of(finished.file(), finished.lines());
    }
}
