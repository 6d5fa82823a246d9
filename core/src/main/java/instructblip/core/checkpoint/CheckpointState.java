package instructblip.core.checkpoint;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Sizes, times and identities of the files that a checkpoint folder is read from. Taken before the
 * first is read and asked again at a run's end, it tells whether one of them changed meanwhile.
 * Taking it reads no file.
 */
public final class CheckpointState {

    private static final List<String> SETTINGS =
            List.of(
                    "config.json",
                    "preprocessor_config.json",
                    "processor_config.json",
                    ShardIndex.NAME,
                    "tokenizer.json",
                    "tokenizer_config.json",
                    "qformer_tokenizer/tokenizer.json",
                    "qformer_tokenizer/tokenizer_config.json");

    private final Path folder;
    private final Map<Path, Stamp> files;

    /**
     * @param file the file's number in its file system; empty where there is none
     */
    private record Stamp(long bytes, FileTime modified, String file) {

        private static final Stamp ABSENT = new Stamp(-1, FileTime.fromMillis(0), "");

        /** Of the file itself where the path is a link. */
        static Stamp of(Path path) {
            try {
                BasicFileAttributes found = Files.readAttributes(path, BasicFileAttributes.class);
                return new Stamp(
                        found.size(),
                        found.lastModifiedTime(),
                        Objects.toString(found.fileKey(), ""));
            } catch (IOException e) {
                return ABSENT;
            }
        }
    }

    private CheckpointState(Path folder, Map<Path, Stamp> files) {
        this.folder = folder;
        this.files = files;
    }

    /**
     * The present state of a folder.
     *
     * @throws CheckpointException when the folder cannot be looked into
     */
    public static CheckpointState of(Path folder) {
        Map<Path, Stamp> files = new TreeMap<>();
        try (DirectoryStream<Path> weights = Files.newDirectoryStream(folder, "*.safetensors")) {
            for (Path file : weights) {
                files.put(file, Stamp.of(file));
            }
            for (String name : SETTINGS) {
                files.put(folder.resolve(name), Stamp.of(folder.resolve(name)));
            }
        } catch (IOException e) {
            throw InputFile.unreadable(folder, e);
        }
        return new CheckpointState(folder, files);
    }

    /** Files that are not as they were, those that went or came included; empty when all are. */
    public List<Path> changes() {
        if (!Files.isDirectory(folder)) {
            return List.of(folder);
        }
        CheckpointState now = of(folder);
        List<Path> changed = new ArrayList<>();
        files.forEach(
                (file, stamp) -> {
                    if (!stamp.equals(now.files.get(file))) {
                        changed.add(file);
                    }
                });
        now.files.keySet().stream().filter(file -> !files.containsKey(file)).forEach(changed::add);
        return List.copyOf(changed);
    }

    /** SHA-256 of names, sizes and times; equal while no file changes, wherever the folder is. */
    public String digest() {
        StringBuilder text = new StringBuilder();
        files.forEach(
                (file, stamp) ->
                        text.append(folder.relativize(file))
                                .append(' ')
                                .append(stamp.bytes())
                                .append(' ')
                                .append(stamp.modified().toMillis())
                                .append('\n'));
        return ContentHash.of(text.toString());
    }

    /** Equal for equal states of the same folder on the same machine. */
    String key() throws IOException {
        return folder.toRealPath() + "\n" + files.values();
    }
}
