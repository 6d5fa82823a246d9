package instructblip.cli.report;

import instructblip.core.image.Alpha;
import instructblip.core.image.ImageDecoder;
import instructblip.core.image.ImageException;
import instructblip.core.image.RgbImage;
import instructblip.core.video.VideoException;
import instructblip.core.video.VideoFrames;
import instructblip.results.report.html.Picture;
import instructblip.results.report.html.Pictures;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Pictures from data folders. A name that leads out of its folder is not followed; what cannot be
 * shown has a reason without any path of this machine. Each file is read once.
 */
public final class DataPictures implements Pictures {

    private static final Picture NO_FOLDER =
            Picture.absent("the benchmark's files are not at hand, --data DIR names their folder");
    private static final Picture OUTSIDE = Picture.absent("its name leads out of the data folder");
    private static final Picture MISSING =
            Picture.absent("the file is not in the benchmark's data folder");
    private static final Picture UNREADABLE = Picture.absent("the file cannot be decoded");

    private final Map<String, Path> folders;
    private final Map<Path, Picture> known = new ConcurrentHashMap<>();

    /**
     * @param folders that media names are relative to, by benchmark; pictures of others are absent
     */
    public DataPictures(Map<String, Path> folders) {
        this.folders = Map.copyOf(folders);
    }

    @Override
    public Picture of(String benchmark, String image) {
        Path folder = folders.get(benchmark);
        if (folder == null) {
            return NO_FOLDER;
        }
        return within(folder, image)
                .map(file -> known.computeIfAbsent(file, DataPictures::read))
                .orElse(OUTSIDE);
    }

    /** The file of that name; links of the file system are the folder's owner's and followed. */
    private static Optional<Path> within(Path folder, String image) {
        try {
            Path name = Path.of(image);
            Path root = folder.toAbsolutePath().normalize();
            Path file = root.resolve(name).normalize();
            boolean inside = !name.isAbsolute() && file.startsWith(root) && !file.equals(root);
            return inside ? Optional.of(file) : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static Picture read(Path file) {
        if (!Files.isRegularFile(file)) {
            return MISSING;
        }
        try {
            return Picture.of(SmallPicture.of(decoded(file)));
        } catch (ImageException | VideoException e) {
            return UNREADABLE;
        }
    }

    private static RgbImage decoded(Path file) throws ImageException, VideoException {
        return VideoFrames.isNamedAsVideo(file)
                ? VideoFrames.first(file)
                : ImageDecoder.decode(file, Alpha.BLEND_ON_WHITE);
    }
}
