package instructblip.core.video;

import java.nio.file.Path;
import java.time.Duration;

/**
 * A file that is being read.
 *
 * @param path to it
 * @param limit of the work on it
 * @param deadline of the work on it, on the clock of {@link System#nanoTime}
 */
record VideoFile(Path path, Duration limit, long deadline) {

    /** A file on which work begins now. */
    static VideoFile of(Path path, Duration limit) {
        return new VideoFile(path, limit, System.nanoTime() + limit.toNanos());
    }

    VideoException problem(String what) {
        return new VideoException(name() + ": " + what);
    }

    VideoException problem(String what, Throwable cause) {
        return new VideoException(name() + ": " + what, cause);
    }

    void checkTime() throws VideoException {
        if (System.nanoTime() - deadline > 0) {
            throw problem(
                    "decoding takes over %d seconds, expected a shorter clip"
                            .formatted(limit.toSeconds()));
        }
    }

    private String name() {
        return path.toString().replaceAll("\\p{Cntrl}", "?");
    }
}
