package instructblip.core.video;

import java.nio.file.Path;

/**
 * A file that is being read.
 *
 * @param path to it
 * @param deadline of the work on it, on the clock of {@link System#nanoTime}
 */
record VideoFile(Path path, long deadline) {

    VideoException problem(String what) {
        return new VideoException(name() + ": " + what);
    }

    VideoException problem(String what, Throwable cause) {
        return new VideoException(name() + ": " + what, cause);
    }

    void checkTime() throws VideoException {
        if (System.nanoTime() - deadline > 0) {
            throw problem("decoding takes over 10 minutes, expected a shorter clip");
        }
    }

    private String name() {
        return path.toString().replaceAll("\\p{Cntrl}", "?");
    }
}
