package instructblip.cli.run;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** Work that goes on beside the model. */
public final class Background {

    private Background() {}

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
}
