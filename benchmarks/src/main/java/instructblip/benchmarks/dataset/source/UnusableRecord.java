package instructblip.benchmarks.dataset.source;

import java.io.IOException;

/** A record that is well-formed JSON and yet no record; the message continues its name. */
final class UnusableRecord extends IOException {

    private static final long serialVersionUID = 1L;

    UnusableRecord(String message) {
        super(message);
    }
}
