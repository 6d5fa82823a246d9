package instructblip.cli.command;

import instructblip.cli.console.UsageException;
import instructblip.results.record.Printable;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A file that the user names for a result.
 *
 * @param option by which it was named
 */
record OutputFile(String option, Path path) {

    /** What is written. */
    @FunctionalInterface
    interface Content {
        void writeTo(Appendable out) throws IOException;
    }

    /**
     * Writes in UTF-8, over an older file.
     *
     * @throws UsageException when it cannot be written
     */
    void write(Content content) {
        try (Writer out = Files.newBufferedWriter(path, StandardCharsets.UTF_8)) {
            content.writeTo(out);
        } catch (IOException e) {
            throw new UsageException(
                    "%s cannot be written (%s); give another %s."
                            .formatted(Printable.escape(path.toString()), reason(e), option),
                    e);
        }
    }

    private static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "there is no such folder";
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        return Printable.escape(String.valueOf(e.getMessage()));
    }
}
