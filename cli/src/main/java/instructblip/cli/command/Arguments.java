package instructblip.cli.command;

import instructblip.cli.console.UsageException;
import instructblip.results.record.Printable;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Arguments as they were typed. */
final class Arguments {

    private Arguments() {}

    /** A path of the file system. */
    static Path path(String typed) {
        try {
            return Path.of(typed);
        } catch (InvalidPathException e) {
            throw new UsageException("no path: " + shown(typed), e);
        }
    }

    /** Safe to print, in quotation marks. */
    static String shown(String typed) {
        return Printable.quote(typed);
    }
}
