package instructblip.benchmarks.dataset.source;

import instructblip.benchmarks.dataset.DatasetException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The folder that the user points at: finds annotation files and media in it, and only in it. */
public final class DataFolder {

    private static final List<String> ANNOTATION_FOLDERS =
            List.of("", "annotations/", "Annotations/", "data/");

    private final Path root;
    private final String origin;
    private final List<Path> used = new ArrayList<>();
    private final Map<String, String> media = new HashMap<>();

    /**
     * @param origin where one gets the data set, for messages
     */
    public DataFolder(Path root, String origin) throws DatasetException {
        this.root = root;
        this.origin = origin;
        if (!Files.isDirectory(root)) {
            throw new DatasetException(
                    root + " is not a folder; expected the data set's files there, from " + origin);
        }
    }

    public Path root() {
        return root;
    }

    /** The annotation files that were found so far, in order. */
    public List<Path> used() {
        return List.copyOf(used);
    }

    /**
     * The first of the files that is there, at its place or in a folder for annotations.
     *
     * @param names relative to the data folder, the official one first
     */
    public Optional<Path> find(String... names) {
        Optional<Path> found =
                Stream.of(names)
                        .flatMap(name -> ANNOTATION_FOLDERS.stream().map(folder -> folder + name))
                        .map(root::resolve)
                        .filter(Files::exists)
                        .findFirst();
        found.filter(file -> !used.contains(file)).ifPresent(used::add);
        return found;
    }

    /**
     * As {@link #find}, for a file that must be there.
     *
     * @throws DatasetException naming the first of the files, the folder and where one gets it
     */
    public Path require(String... names) throws DatasetException {
        Optional<Path> found = find(names);
        if (found.isPresent()) {
            return found.get();
        }
        String others =
                names.length == 1
                        ? ""
                        : " (nor "
                                + String.join(", ", List.of(names).subList(1, names.length))
                                + ")";
        throw new DatasetException(
                "%s: no %s%s there or in annotations/; get it from %s"
                        .formatted(root, names[0], others, origin));
    }

    /**
     * The first of the names whose file is there, else the first name: a missing image is no fault
     * of the annotations.
     *
     * @param names relative to the data folder, checked by {@link MediaName}
     */
    public String media(List<String> names) {
        return media.computeIfAbsent(
                names.get(0),
                first -> names.stream().filter(this::isThere).findFirst().orElse(first));
    }

    private boolean isThere(String name) {
        try {
            return Files.exists(root.resolve(name));
        } catch (InvalidPathException notAName) {
            return false;
        }
    }
}
