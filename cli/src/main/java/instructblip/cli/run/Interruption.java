package instructblip.cli.run;

import instructblip.cli.console.ExitCode;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * SIGINT and SIGTERM during a run: the batch at work is finished and stored, then the process ends
 * with exit code 3. A batch that takes longer than the grace is given up; the next {@code --resume}
 * computes it again.
 */
public final class Interruption implements AutoCloseable {

    private static final long GRACE_SECONDS = 20;

    private final CountDownLatch stored = new CountDownLatch(1);
    private final Thread hook = new Thread(this::stop, "interruption");
    private volatile boolean asked;

    public Interruption() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void stop() {
        asked = true;
        try {
            stored.await(GRACE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(ExitCode.INCOMPLETE.code());
    }

    /** Whether the run is to end after the present batch. */
    public boolean isAsked() {
        return asked;
    }

    /** Says that all is stored. */
    @Override
    public void close() {
        stored.countDown();
        if (!asked) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // The signal came just now: the hook ends the process.
            }
        }
    }
}
