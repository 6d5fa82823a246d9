package instructblip.cli.tune;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import instructblip.cli.console.Json;
import instructblip.cli.console.UsageException;
import instructblip.core.checkpoint.FolderTree;
import instructblip.core.checkpoint.WholeFile;
import instructblip.results.record.Printable;
import instructblip.results.store.Differences;
import instructblip.results.store.RunLock;
import instructblip.results.store.UnfinishedWriteException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The folder of a run of tuning.
 *
 * <pre>
 * tune.json              manifest
 * train.jsonl, loss.svg  the log, and a drawing of it
 * begin/STAGE/           a stage's checkpoint before its first step, where tensors were drawn anew
 * state-STAGE.safetensors, best-STAGE-STEP.safetensors    what an unfinished stage goes on from
 * stages/STAGE/          checkpoints of finished stages but the last
 * checkpoint/            the result
 * </pre>
 */
final class TuneFolder implements AutoCloseable {

    private static final String MANIFEST = "tune.json";
    private static final String FINISHED = "finished";
    private static final String BEGIN = "begin";

    private final Path path;
    private final RunLock lock;

    private TuneFolder(Path path, RunLock lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * Takes a folder.
     *
     * @param resume whether it may hold a run
     * @throws UsageException when it is not empty and may not hold one, or holds something else
     */
    static TuneFolder open(Path path, boolean resume) {
        try {
            Files.createDirectories(path);
            RunLock lock = RunLock.take(path);
            try {
                check(path, resume);
                return new TuneFolder(path, lock);
            } catch (IOException | RuntimeException e) {
                lock.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UsageException(
                    "%s cannot be used (%s); give another --output"
                            .formatted(Printable.escape(path.toString()), e.getMessage()),
                    e);
        }
    }

    private static void check(Path path, boolean resume) throws IOException {
        List<String> names;
        try (Stream<Path> files = Files.list(path)) {
            names =
                    files.map(file -> file.getFileName().toString())
                            .filter(name -> !name.equals(".lock"))
                            .toList();
        }
        if (names.isEmpty()) {
            return;
        }
        if (!resume) {
            throw new UsageException(
                    "%s is not empty; expected another --output, or --resume to go on with it"
                            .formatted(Printable.escape(path.toString())));
        }
        if (names.equals(List.of(BEGIN))) {
            // Nobody knows what the checkpoints there were drawn for: the manifest comes later.
            FolderTree.delete(path.resolve(BEGIN));
            return;
        }
        if (!Files.isRegularFile(path.resolve(MANIFEST))) {
            throw new UsageException(
                    "%s holds no %s; expected the folder of a run of tune, or an empty one"
                            .formatted(Printable.escape(path.toString()), MANIFEST));
        }
    }

    Path path() {
        return path;
    }

    Path file(String name) {
        return path.resolve(name);
    }

    Path state(TuneStage stage) {
        return path.resolve("state-" + stage.name() + ".safetensors");
    }

    Path best(TuneStage stage, int step) {
        return path.resolve("best-%s-%d.safetensors".formatted(stage.name(), step));
    }

    Path begin(TuneStage stage) {
        return path.resolve(BEGIN).resolve(stage.name());
    }

    /** Where a stage's checkpoint goes. */
    Path result(TuneStage stage, boolean last) {
        return last ? path.resolve("checkpoint") : path.resolve("stages").resolve(stage.name());
    }

    /** Removes a file that is no longer needed. */
    void forget(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw unwritten(file, e);
        }
    }

    /** Removes what a stage that is done was to go on from. */
    void forgetStates(TuneStage stage) {
        forget(state(stage));
        String best = "best-%s-[0-9]+\\.safetensors".formatted(Pattern.quote(stage.name()));
        try (Stream<Path> files = Files.list(path)) {
            files.filter(file -> file.getFileName().toString().matches(best))
                    .toList()
                    .forEach(this::forget);
        } catch (IOException e) {
            throw unwritten(path, e);
        }
    }

    /** Whether it holds a run that is done. */
    boolean isFinished() {
        return Files.exists(path.resolve(MANIFEST))
                && manifest().path("status").asText().equals(FINISHED);
    }

    /** The manifest of a run that was begun here; empty where none was. */
    Optional<ObjectNode> begun() {
        return Files.exists(path.resolve(MANIFEST)) ? Optional.of(manifest()) : Optional.empty();
    }

    /** What was written last. */
    ObjectNode manifest() {
        Path file = path.resolve(MANIFEST);
        try {
            JsonNode json = new ObjectMapper().readTree(Files.readAllBytes(file));
            if (json instanceof ObjectNode manifest) {
                return manifest;
            }
        } catch (JsonProcessingException e) {
            throw new UsageException(file + " is no JSON document; expected a manifest", e);
        } catch (IOException e) {
            throw new UsageException(file + " cannot be read: " + e.getMessage(), e);
        }
        throw new UsageException(file + " is no JSON object; expected a manifest");
    }

    /**
     * Checks that the folder holds this run, where it holds one.
     *
     * @param identity what decides the result, by name
     * @param compared names that are looked at
     * @throws instructblip.results.store.NotComparableException naming what differs
     */
    void requireSame(Map<String, String> identity, Predicate<String> compared) {
        if (Files.exists(path.resolve(MANIFEST))) {
            Map<String, String> stored = new TreeMap<>();
            manifest()
                    .path("identity")
                    .properties()
                    .forEach(field -> stored.put(field.getKey(), field.getValue().asText()));
            stored.keySet().removeIf(compared.negate());
            Differences.check(path, stored, identity);
        }
    }

    void write(ObjectNode manifest) {
        write(MANIFEST, Json.line(manifest) + "\n");
    }

    /** Writes a text, whole or not at all. */
    void write(String name, String text) {
        Path file = path.resolve(name);
        save(file, () -> WholeFile.write(file, to -> Files.writeString(to, text)));
    }

    /** Something that ends up in a file. */
    interface Saving {

        void save() throws IOException;
    }

    /**
     * Writes something into the folder.
     *
     * @throws UnfinishedWriteException when the disk takes no more
     */
    void save(Path file, Saving saving) {
        try {
            Files.createDirectories(file.getParent());
            saving.save();
        } catch (IOException e) {
            throw unwritten(file, e);
        }
    }

    static UnfinishedWriteException unwritten(Path file, IOException e) {
        return new UnfinishedWriteException(
                "%s could not be written (%s). What was written before is safe: --resume goes on from it."
                        .formatted(Printable.escape(file.toString()), e.getMessage()),
                e);
    }

    @Override
    public void close() {
        lock.close();
    }
}
