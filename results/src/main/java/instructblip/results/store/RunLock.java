package instructblip.results.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps a second process out of a run folder. The operating system holds the lock, so that it is
 * gone with its process, however that ends. The file stays: deleting it would let two processes
 * lock two files of the same name.
 */
public final class RunLock implements AutoCloseable {

    static final String NAME = ".lock";

    /**
     * The folders that this process holds. On POSIX systems, closing any channel of a file gives
     * all of the process's locks on it free, so it must not be opened twice.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final FileChannel channel;

    private RunLock(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /**
     * Takes the folder's lock.
     *
     * @throws StoreException when another run has it, or the folder cannot be written
     */
    public static RunLock take(Path folder) {
        try {
            Path real = folder.toRealPath();
            if (!HELD.add(real)) {
                throw busy(folder);
            }
            try {
                return new RunLock(real, locked(folder));
            } catch (IOException | RuntimeException e) {
                HELD.remove(real);
                throw e;
            }
        } catch (IOException e) {
            throw new StoreException(
                    "%s cannot be written (%s); give another --output folder."
                            .formatted(StoreJson.shown(folder), StoreJson.reason(e)),
                    e);
        }
    }

    private static FileChannel locked(Path folder) throws IOException {
        FileChannel channel =
                FileChannel.open(
                        folder.resolve(NAME), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock == null) {
                throw busy(folder);
            }
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
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
        try {
            channel.close();
        } catch (IOException e) {
            throw new StoreException(
                    StoreJson.shown(folder) + " cannot be given free: " + StoreJson.reason(e), e);
        } finally {
            HELD.remove(folder);
        }
    }
}
