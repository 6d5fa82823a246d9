package instructblip.cli.command;

import instructblip.cli.console.UsageException;
import instructblip.results.record.Printable;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

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

    /** A number of samples at once; empty for {@code auto}. */
    static Optional<Integer> batchSize(String typed) {
        if (typed.equals("auto")) {
            return Optional.empty();
        }
        if (!typed.matches("[1-9][0-9]{0,5}")) {
            throw new UsageException(
                    "--batch-size is %s; expected a number above 0 or auto"
                            .formatted(shown(typed)));
        }
        return Optional.of(Integer.valueOf(typed));
    }

    /** Safe to print, in quotation marks. */
    static String shown(String typed) {
        return Printable.quote(typed);
    }
}
