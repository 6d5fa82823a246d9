package instructblip.core.checkpoint;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

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
            Files.move(
                    unfinished,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    /** Waits until the disk holds what was written to a file. */
    static void force(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }
}
