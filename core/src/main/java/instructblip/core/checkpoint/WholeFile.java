package instructblip.core.checkpoint;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** Files that are there whole or not at all. */
public final class WholeFile {

    private WholeFile() {}

    /** Writes a file. */
    public interface Writing {

        void to(Path file) throws IOException;
    }

    /**
     * Writes beside the file, forces it to the disk, then takes the file's place.
     *
     * @throws IOException when it cannot be written; an older file is still whole
     */
    public static void write(Path file, Writing writing) throws IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
        try {
            writing.to(unfinished);
            force(unfinished);
            replace(unfinished, file);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    /**
     * Puts a file in place that several processes may write: whoever reads sees one of them whole,
     * or none. Not forced to the disk, since it can be made again.
     *
     * @param suffix of what is left where the machine stops meanwhile
     * @throws IOException when it cannot be written
     */
    public static void putInPlace(Path file, String suffix, Writing writing) throws IOException {
        Path unfinished = file.resolveSibling(UUID.randomUUID() + suffix);
        try {
            writing.to(unfinished);
            replace(unfinished, file);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private static void replace(Path unfinished, Path file) throws IOException {
        Files.move(
                unfinished,
                file,
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    /** Waits until the disk holds what was written to a file. */
    static void force(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }
}
