package instructblip.core.kernel;

import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Threads that call kernels side by side, each without a team of its own: what is fast where
 * operations are over before a team is awake.
 */
public final class EngineThreads implements AutoCloseable {

    private final int count;
    private final ExecutorService threads;

    public EngineThreads(int count) {
        this.count = count;
        this.threads = Executors.newFixedThreadPool(count, EngineThreads::thread);
    }

    private static Thread thread(Runnable work) {
        Runnable set =
                () -> {
                    // The engine keeps both for each thread.
                    JniUtils.setGraphExecutorOptimize(false);
                    JniUtils.setNumThreads(1);
                    work.run();
                };
        Thread thread = new Thread(set, "engine");
        thread.setDaemon(true);
        return thread;
    }

    /** How many there are. */
    public int count() {
        return count;
    }

    /**
     * Does all of the work; what its parts throw is thrown when none of them is at work any more.
     *
     * @return results in order
     */
    public <T> List<T> all(List<Callable<T>> work) {
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> part : threads.invokeAll(work)) {
                results.add(part.get());
            }
            return results;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the model answered", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (e.getCause() instanceof Error cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
