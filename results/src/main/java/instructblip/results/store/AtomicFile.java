package instructblip.results.store;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/** Files that are there whole or not at all, whenever the process or the machine stops. */
final class AtomicFile {

    static final String UNFINISHED = ".tmp";

    private static final int BUFFER_BYTES = 1 << 20;

    /** Writes the new content. */
    @FunctionalInterface
    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    private AtomicFile() {}

    /** Where a file is written before it takes its place. */
    static Path unfinished(Path file) {
        return file.resolveSibling(file.getFileName() + UNFINISHED);
    }

    static void write(Path file, byte[] content) {
        write(file, out -> out.write(content));
    }

    /**
     * Writes beside the file, forces it to the disk, then takes the file's place.
     *
     * @throws UnfinishedWriteException when it cannot be written; an older file is still whole
     */
    static void write(Path file, Content content) {
        Path unfinished = unfinished(file);
        try {
            writeForced(unfinished, content);
            Files.move(
                    unfinished,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            forceFolder(file.toAbsolutePath().getParent());
        } catch (IOException e) {
            deleteQuietly(unfinished);
            throw new UnfinishedWriteException(
                    "%s could not be written (%s). What was written before is safe."
                            .formatted(StoreJson.shown(file), StoreJson.reason(e)),
                    e);
        }
    }

    private static void writeForced(Path file, Content content) throws IOException {
        try (FileChannel channel =
                        FileChannel.open(
                                file,
                                StandardOpenOption.CREATE,
                                StandardOpenOption.TRUNCATE_EXISTING,
                                StandardOpenOption.WRITE);
                OutputStream out =
                        new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES)) {
            content.writeTo(out);
            out.flush();
            channel.force(true);
        }
    }

    /** A new name is safe once its folder is; Windows has no such call and needs none. */
    static void forceFolder(Path folder) throws IOException {
        if (System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows")) {
            return;
        }
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static void deleteQuietly(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // The next run in this folder removes it.
        }
    }
}
