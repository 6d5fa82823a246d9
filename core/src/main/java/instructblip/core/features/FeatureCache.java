package instructblip.core.features;

import instructblip.core.checkpoint.WholeFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Features of images in a folder, a file each, by a key that names all they depend on. Several
 * processes may use one folder: an entry takes its name when it is whole, and whoever finds a
 * damaged one computes it again. A folder that is full or cannot be written is no error. Belongs to
 * one thread.
 */
public final class FeatureCache {

    /** Bound on the entries where the user names none. */
    public static final long USUAL_BYTES = 50_000_000_000L;

    /** What is left to others on the disk. */
    private static final long LEFT_FREE = 1L << 30;

    /** Times of use are not noted more often. */
    private static final Duration SOON = Duration.ofMinutes(10);

    private final Path folder;
    private final CacheSpace space;
    private final Consumer<String> notes;
    private ByteBuffer file = ByteBuffer.allocateDirect(0);
    private boolean noted;

    /**
     * @param folder that exists
     * @param mostBytes of all entries
     * @param notes takes a remark, once, when something is wrong with the folder
     */
    public FeatureCache(Path folder, long mostBytes, Consumer<String> notes) {
        this.folder = folder;
        this.space = new CacheSpace(folder, mostBytes);
        this.notes = notes;
    }

    /**
     * The features that were kept under a key.
     *
     * @param key 64 hexadecimal digits
     * @param bytes how long they are
     * @return direct, valid until the next call; empty where there are none, or no sound ones
     */
    public Optional<ByteBuffer> find(String key, int bytes) {
        Path entry = entry(key);
        try {
            BasicFileAttributes found = Files.readAttributes(entry, BasicFileAttributes.class);
            ByteBuffer features =
                    found.isRegularFile() && found.size() == FeatureEntry.HEADER_BYTES + bytes
                            ? FeatureEntry.features(key, read(entry, (int) found.size()))
                            : null;
            if (features == null) {
                note(entry + " is damaged and computed again");
                return Optional.empty();
            }
            noteUse(entry, found);
            return Optional.of(features);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private ByteBuffer read(Path entry, int bytes) throws IOException {
        if (file.capacity() < bytes) {
            file = ByteBuffer.allocateDirect(bytes);
        }
        file.clear().limit(bytes);
        try (FileChannel channel = FileChannel.open(entry)) {
            while (file.hasRemaining() && channel.read(file) >= 0) {
                continue;
            }
        }
        return file.flip();
    }

    private static void noteUse(Path entry, BasicFileAttributes found) throws IOException {
        Instant now = Instant.now();
        if (found.lastModifiedTime().toInstant().isBefore(now.minus(SOON))) {
            try {
                Files.setLastModifiedTime(entry, FileTime.from(now));
            } catch (IOException e) {
                // Of a folder that cannot be written nothing is deleted either.
                return;
            }
        }
    }

    /**
     * Keeps features for later runs.
     *
     * @param features from position to limit
     */
    public void keep(String key, ByteBuffer features) {
        Path entry = entry(key);
        long bytes = FeatureEntry.HEADER_BYTES + features.remaining();
        try {
            Files.createDirectories(entry.getParent());
            space.make(bytes);
            if (Files.getFileStore(folder).getUsableSpace() < LEFT_FREE + bytes) {
                note(folder + " has less than 1 GB left: no more features are kept");
                return;
            }
            ByteBuffer[] content = {FeatureEntry.header(key, features), features};
            WholeFile.putInPlace(
                    entry, CacheSpace.UNFINISHED, unfinished -> write(unfinished, content));
        } catch (IOException e) {
            note(folder + " cannot be written (" + e + "): features are not kept");
        }
    }

    private static void write(Path unfinished, ByteBuffer[] content) throws IOException {
        try (FileChannel channel =
                FileChannel.open(
                        unfinished, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            while (content[1].hasRemaining()) {
                channel.write(content);
            }
        }
    }

    /** In a folder by the key's first digits: some file systems dislike very full ones. */
    private Path entry(String key) {
        return folder.resolve(key.substring(0, 2)).resolve(key + CacheSpace.ENTRY);
    }

    private void note(String what) {
        if (!noted) {
            notes.accept("Feature cache: " + what + ".");
            noted = true;
        }
    }
}
