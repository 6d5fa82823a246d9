package instructblip.cli.run;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Work that goes on beside the model. */
public final class Background {

    private static final int MOST_READERS = 8;

    private Background() {}

    /** Threads that read images and tokenise ahead of the model; {@link #end} ends them. */
    public static ExecutorService readers() {
        return Executors.newFixedThreadPool(
                Math.min(MOST_READERS, Runtime.getRuntime().availableProcessors()),
                work -> {
                    Thread thread = new Thread(work, "prepare");
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /**
     * Waits for its result; what it threw is thrown here.
     *
     * @param work for the message, as {@code images were read}
     */
    public static <T> T result(Future<T> future, String work) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while " + work, e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /** Gives work up and waits for its threads: what they work with may be closed then. */
    public static void end(ExecutorService threads) {
        threads.shutdownNow();
        boolean interrupted = false;
        boolean ended = false;
        while (!ended) {
            try {
                ended = threads.awaitTermination(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
