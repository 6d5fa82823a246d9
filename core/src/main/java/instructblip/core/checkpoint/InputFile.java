package instructblip.core.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Files as a checkpoint folder should have them; links to files are files. */
public final class InputFile {

    private InputFile() {}

    /**
     * Whether something of that name is there, be it a link that leads nowhere: a broken download
     * should be named, not overlooked.
     */
    static boolean isNamed(Path file) {
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * A file that is missing, a folder, a pipe or a device is refused before it is opened, since
     * opening a pipe waits for a writer.
     *
     * @param expected what should be there, for the message
     * @throws CheckpointException when it is no regular file
     */
    public static void require(Path file, String expected) {
        if (!Files.isRegularFile(file)) {
            throw new CheckpointException(
                    file + " " + fault(file) + "; expected " + expected + ".");
        }
    }

    private static String fault(Path file) {
        if (Files.isDirectory(file)) {
            return "is a folder";
        } else if (Files.exists(file)) {
            return "is no regular file";
        } else if (Files.isSymbolicLink(file)) {
            return "is a link to a file that is not there";
        }
        return "is missing";
    }

    /** An error that says in words why a file cannot be read. */
    public static CheckpointException unreadable(Path file, IOException e) {
        String reason = e.getMessage();
        if (e instanceof AccessDeniedException) {
            reason = "access is denied";
        } else if (e instanceof NoSuchFileException) {
            reason = "it is not there any more";
        } else if (reason == null) {
            reason = e.getClass().getSimpleName();
        }
        return new CheckpointException(file + " cannot be read: " + reason + ".", e);
    }

    /** An error that names the line at which a file stops being JSON. */
    public static CheckpointException notJson(Path file, JsonProcessingException e) {
        String line = e.getLocation() == null ? "" : ", line " + e.getLocation().getLineNr();
        return new CheckpointException(
                "%s is not valid JSON%s: %s"
                        .formatted(file, line, Excerpt.of(e.getOriginalMessage())),
                e);
    }

    /** Fills the buffer from a position of the file on, and flips it. */
    static void readFully(FileChannel channel, long position, ByteBuffer buffer)
            throws IOException {
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, position + buffer.position()) < 0) {
                throw new EOFException("it ends at byte " + (position + buffer.position()));
            }
        }
        buffer.flip();
    }
}
