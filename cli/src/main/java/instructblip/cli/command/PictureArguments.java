package instructblip.cli.command;

import instructblip.cli.console.UsageException;
import instructblip.cli.report.DataFolders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where the pictures of a report are; without them it says that they are missing. */
final class PictureArguments {

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "Folder of the benchmark's files, or of one folder per benchmark, for the"
                            + " pictures (default $INSTRUCTBLIP_EVAL_DATA).")
    private String data;

    DataFolders folders() {
        return new DataFolders(folder(), data != null, Bundle.ofThisInstallation().folder());
    }

    private Optional<Path> folder() {
        String named = data == null ? System.getenv(DataArguments.VARIABLE) : data;
        if (named == null || named.isEmpty()) {
            return Optional.empty();
        }
        Path folder = Arguments.path(named);
        if (!Files.isDirectory(folder)) {
            throw new UsageException(
                    "%s %s: no such folder; expected the folder of the benchmark's files"
                            .formatted(
                                    data == null ? DataArguments.VARIABLE : "--data",
                                    Arguments.shown(named)));
        }
        return Optional.of(folder);
    }
}
