package instructblip.cli.command;

import instructblip.cli.console.UsageException;
import instructblip.core.features.FeatureCache;
import instructblip.core.model.CheckedModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the vision encoder makes of each image, kept from one model to the next where both have the
 * same encoder, as checkpoints of one training run do: in the user's cache, or in one that lasts as
 * long as the runs.
 *
 * @param cache empty where the encoders differ and no cache was asked for
 * @param temporary folder to be removed at the end
 */
record SharedFeatures(Optional<FeatureCache> cache, Optional<Path> temporary)
        implements AutoCloseable {

    /** In the folder of the runs, while they are at work. */
    static final String FOLDER = ".features";

    /**
     * @param asked the cache that the user named
     * @param folder of the runs
     */
    static SharedFeatures of(List<CheckedModel> models, Optional<FeatureCache> asked, Path folder) {
        if (asked.isPresent() || !share(models)) {
            return new SharedFeatures(asked, Optional.empty());
        }
        Path place = folder.resolve(FOLDER);
        try {
            Files.createDirectories(place);
        } catch (IOException e) {
            throw new UsageException(
                    "%s cannot be made (%s); give another --output folder."
                            .formatted(
                                    Arguments.shown(place.toString()),
                                    e.getClass().getSimpleName()),
                    e);
        }
        FeatureCache cache = new FeatureCache(place, FeatureCache.USUAL_BYTES, note -> {});
        return new SharedFeatures(Optional.of(cache), Optional.of(place));
    }

    /** Reads the encoders' weights unless the user's cache knows their fingerprints. */
    private static boolean share(List<CheckedModel> models) {
        return models.stream().map(CheckedModel::visionFingerprint).distinct().count()
                < models.size();
    }

    /** What cannot be removed stays; the next run in this folder uses and removes it. */
    @Override
    public void close() {
        temporary.ifPresent(SharedFeatures::remove);
    }

    private static void remove(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // No result depends on it.
        }
    }
}
