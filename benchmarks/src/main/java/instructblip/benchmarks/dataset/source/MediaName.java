package instructblip.benchmarks.dataset.source;

import instructblip.benchmarks.dataset.DatasetException;
import java.util.List;

/** Names of images and videos that annotation files give, which must stay in the data folder. */
public final class MediaName {

    private MediaName() {}

    /**
     * The name with forward slashes.
     *
     * @param record that gives it, for the message
     * @param name relative to the data folder or to one of its folders
     * @throws DatasetException when it is absolute, climbs with {@code ..}, is blank or holds a
     *     control character
     */
    public static String within(Annotation record, String name) throws DatasetException {
        String path = name.replace('\\', '/');
        boolean isAbsolute = path.startsWith("/") || path.matches("[A-Za-z]:.*");
        boolean climbs = List.of(path.split("/")).contains("..");
        boolean isOdd = path.isBlank() || path.chars().anyMatch(Character::isISOControl);
        if (isAbsolute || climbs || isOdd) {
            throw record.fault(
                    "names the file %s; expected a path inside the data folder"
                            .formatted(Shown.quoted(name)));
        }
        return path;
    }
}
