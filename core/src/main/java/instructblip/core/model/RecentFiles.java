package instructblip.core.model;

import instructblip.core.request.RequestException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * What was read last by several threads at once, since questions on one file stand together. What
 * is asked for twice at the same time is read once. A failure is told to those who wait for it and
 * forgotten.
 *
 * @param <K> names what is read; its text begins a message
 * @param <V> what is made of it
 */
final class RecentFiles<K, V> {

    /** Reads and decodes. */
    interface Reading<V> {
        V read() throws RequestException;
    }

    private final Map<K, CompletableFuture<V>> recent;

    /**
     * @param kept the most that is remembered
     */
    RecentFiles(int kept) {
        recent =
                new LinkedHashMap<>(kept, 0.75f, true) {
                    private static final long serialVersionUID = 1L;

                    @Override
                    protected boolean removeEldestEntry(Map.Entry<K, CompletableFuture<V>> eldest) {
                        return size() > kept;
                    }
                };
    }

    /**
     * @throws RequestException when it cannot be read
     * @throws OutOfMemoryError when too much is read at the same time
     */
    V get(K key, Reading<V> reading) throws RequestException {
        CompletableFuture<V> mine = new CompletableFuture<>();
        CompletableFuture<V> known;
        synchronized (recent) {
            known = recent.putIfAbsent(key, mine);
        }
        if (known == null) {
            complete(key, mine, reading);
            known = mine;
        }
        try {
            return known.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RequestException fault) {
                throw fault;
            }
            if (e.getCause() instanceof OutOfMemoryError full) {
                throw full;
            }
            throw new RequestException(
                    key + ": cannot be prepared (" + e.getCause() + ")", e.getCause());
        }
    }

    /** Reads everything anew from now on. */
    void forget() {
        synchronized (recent) {
            recent.clear();
        }
    }

    private void complete(K key, CompletableFuture<V> result, Reading<V> reading) {
        try {
            result.complete(reading.read());
        } catch (RequestException | RuntimeException | OutOfMemoryError e) {
            synchronized (recent) {
                recent.remove(key, result);
            }
            result.completeExceptionally(e);
        }
    }
}
