package instructblip.results.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Which files a run's folder has, and whether a run may use it. */
record RunFiles(Path folder) {

    private static final String PREDICTIONS = "predictions.jsonl";
    private static final String METRICS = "metrics.json";
    private static final String SUBMISSION = "submission.json";
    private static final String SUMMARY = "summary.json";
    private static final String REPORT = "report.html";

    Path predictions(String benchmark) {
        return folder.resolve(benchmark).resolve(PREDICTIONS);
    }

    Path metrics(String benchmark) {
        return folder.resolve(benchmark).resolve(METRICS);
    }

    Path submission(String benchmark) {
        return folder.resolve(benchmark).resolve(SUBMISSION);
    }

    Path summary() {
        return folder.resolve(SUMMARY);
    }

    Path report() {
        return folder.resolve(REPORT);
    }

    Path manifest() {
        return folder.resolve(ManifestFile.NAME);
    }

    /** Makes the run's folder. */
    void create() {
        create(folder);
    }

    /** Makes a benchmark's folder. */
    void create(String benchmark) {
        create(folder.resolve(benchmark));
    }

    /**
     * Checks that a run may begin or go on here; touches nothing.
     *
     * @throws StoreException when the folder holds something else, or a run that is not resumed
     */
    void checkUsable(boolean resume) {
        List<String> names = names();
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

    /** Removes what an earlier process made of records that now change, or left half written. */
    void removeOutdated(RunIdentity identity) {
        List<Path> outdated = new ArrayList<>();
        addWithUnfinished(outdated, report());
        outdated.add(AtomicFile.unfinished(manifest()));
        addWithUnfinished(outdated, summary());
        for (BenchmarkSetup benchmark : identity.benchmarks()) {
            addWithUnfinished(outdated, metrics(benchmark.name()));
            addWithUnfinished(outdated, submission(benchmark.name()));
            outdated.add(AtomicFile.unfinished(predictions(benchmark.name())));
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

    private static void create(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw unwritable(folder, e);
        }
    }

    /** What is in the folder besides traces of a process that was killed before it began. */
    private List<String> names() {
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

    private static StoreException unwritable(Path folder, IOException e) {
        return new StoreException(
                "%s cannot be written (%s); give another --output folder."
                        .formatted(StoreJson.shown(folder), StoreJson.reason(e)),
                e);
    }
}
