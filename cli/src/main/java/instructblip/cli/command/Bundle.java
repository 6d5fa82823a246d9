package instructblip.cli.command;

import instructblip.cli.console.UsageException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The checkpoint and the data set that come with the program.
 *
 * @param folder that holds them
 */
record Bundle(Path folder) {

    /** The launcher says where the program was installed. */
    static final String PROPERTY = "instructblip.bundle";

    private static final String MODEL = "instructblip-easyvqa-t5";
    private static final String DATA = "easy-vqa";

    static Bundle ofThisInstallation() {
        return new Bundle(Path.of(System.getProperty(PROPERTY, "")));
    }

    /** The checkpoint that is called {@code demo}. */
    Path model() {
        return checked(folder.resolve(MODEL));
    }

    /** Folder of data sets with one folder per benchmark. */
    Path data() {
        checked(folder.resolve(DATA));
        return folder;
    }

    /** Test images of easy-VQA, {@code NUMBER.png}. */
    Path images() {
        return folder.resolve(DATA).resolve("test").resolve("images");
    }

    private static Path checked(Path path) {
        if (!Files.isDirectory(path)) {
            throw new UsageException(
                    "%s is not there: start the program by its launcher, which knows where it is installed"
                            .formatted(path));
        }
        return path;
    }
}
