package instructblip.results.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.UUID;

/**
 * Keeps a second process out of a run folder. The operating system holds the lock, so that it is
 * gone with its process, however that ends; the file itself means nothing.
 */
final class RunLock implements AutoCloseable {

    static final String NAME = ".lock";

    private static final int MOST_TRIES = 100;

    private final Path file;
    private final FileChannel channel;

    private RunLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Takes the folder's lock.
     *
     * @throws StoreException when another process has it, or the folder cannot be written
     */
    static RunLock take(Path folder) {
        Path file = folder.resolve(NAME);
        try {
            for (int i = 0; i < MOST_TRIES; i++) {
                FileChannel channel =
                        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                if (lock(folder, channel)) {
                    return new RunLock(file, channel);
                }
                channel.close();
            }
        } catch (IOException e) {
            throw new StoreException(
                    "%s cannot be written (%s); give another --output folder."
                            .formatted(StoreJson.shown(folder), StoreJson.reason(e)),
                    e);
        }
        throw busy(folder);
    }

    private static boolean lock(Path folder, FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return isStillThere(folder.resolve(NAME), channel);
            }
        } catch (OverlappingFileLockException e) {
            // Another run of this process has it.
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        channel.close();
        throw busy(folder);
    }

    /** The last holder may have deleted the file between our opening and our locking it. */
    private static boolean isStillThere(Path file, FileChannel channel) throws IOException {
        byte[] mark = UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8);
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(mark), 0);
        try {
            return Arrays.equals(mark, Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private static StoreException busy(Path folder) {
        return new StoreException(
                StoreJson.shown(folder)
                        + " is in use by another process; wait for it or give another --output"
                        + " folder.");
    }

    /** Gives the folder free. */
    @Override
    public void close() {
        try (channel) {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // Windows keeps an open file; an unlocked one left behind is no harm.
        }
    }
}
