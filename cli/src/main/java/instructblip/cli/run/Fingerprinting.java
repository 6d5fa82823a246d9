package instructblip.cli.run;

import instructblip.core.model.CheckedModel;
import java.util.Map;
import java.util.concurrent.FutureTask;

/**
 * Reads all weights for the model's fingerprint on a thread of its own: it is part of the manifest,
 * but no answer waits for it.
 */
final class Fingerprinting implements AutoCloseable {

    private final FutureTask<Map<String, String>> task;
    private final Thread thread;

    Fingerprinting(CheckedModel model) {
        this.task = new FutureTask<>(model::fingerprints);
        this.thread = new Thread(task, "fingerprint");
        this.thread.setDaemon(true);
        this.thread.start();
    }

    /** Waits for it. */
    Map<String, String> get() {
        return Background.result(task, "weights were read");
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
