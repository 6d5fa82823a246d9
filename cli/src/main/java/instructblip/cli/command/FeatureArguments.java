package instructblip.cli.command;

import instructblip.cli.console.UsageException;
import instructblip.core.features.FeatureCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** Where the vision encoder's output is kept from run to run. */
final class FeatureArguments {

    private static final long GIGABYTE = 1_000_000_000;

    @Option(
            names = "--feature-cache",
            paramLabel = "DIR",
            description =
                    "Keep the vision encoder's output there, for later runs and other checkpoints with the same encoder.")
    private String folder;

    @Option(
            names = "--feature-cache-gb",
            paramLabel = "N",
            description =
                    "Most gigabytes of it (default 50); what was not used for longest goes first.")
    private long gigabytes = FeatureCache.USUAL_BYTES / GIGABYTE;

    /**
     * The cache, or empty where none is asked for.
     *
     * @param notes takes a remark when it cannot be used
     */
    Optional<FeatureCache> cache(Consumer<String> notes) {
        if (gigabytes < 1) {
            throw new UsageException(
                    "--feature-cache-gb is %d; expected 1 or more".formatted(gigabytes));
        }
        return Optional.ofNullable(folder)
                .map(name -> new FeatureCache(made(name), gigabytes * GIGABYTE, notes));
    }

    private static Path made(String name) {
        Path path = Arguments.path(name);
        try {
            return Files.createDirectories(path);
        } catch (IOException e) {
            throw new UsageException(
                    "--feature-cache %s cannot be made (%s); expected a folder, or room for a new one"
                            .formatted(Arguments.shown(name), e.getClass().getSimpleName()),
                    e);
        }
    }
}
