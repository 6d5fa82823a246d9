package instructblip.cli.run;

import instructblip.benchmarks.dataset.Sample;
import instructblip.core.request.PreparedRequest;
import instructblip.core.request.Request;
import instructblip.core.request.RequestException;
import instructblip.core.request.VisionLanguageModel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Reads images and tokenises prompts on threads of their own, a few batches ahead of the model and
 * no further: the bound keeps decoded images from filling the memory.
 */
final class PreparedBatches implements AutoCloseable {

    private static final int BATCHES_AHEAD = 2;

    /**
     * A sample that is ready, or why it cannot be.
     *
     * @param failure empty where there is a request
     */
    record Prepared(Sample sample, Optional<PreparedRequest> request, String failure) {

        /** Of the files that were read; empty where there is no request. */
        List<String> imagesSha256() {
            return request.map(PreparedRequest::imagesSha256).orElse(List.of());
        }
    }

    private final VisionLanguageModel model;
    private final PlannedBenchmark planned;
    private final ExecutorService threads;
    private final Iterator<List<Sample>> waiting;
    private final Deque<List<Future<Prepared>>> ahead = new ArrayDeque<>();

    /** Shared by samples that are prepared side by side, held by one that needs all the memory. */
    private final ReadWriteLock crowd = new ReentrantReadWriteLock(true);

    PreparedBatches(
            VisionLanguageModel model, PlannedBenchmark planned, List<List<Sample>> batches) {
        this.model = model;
        this.planned = planned;
        this.waiting = batches.iterator();
        this.threads = Background.readers();
    }

    /** The next batch, or an empty one when there is no more. */
    List<Prepared> next() {
        while (ahead.size() <= BATCHES_AHEAD && waiting.hasNext()) {
            ahead.add(
                    waiting.next().stream()
                            .map(sample -> threads.submit(() -> prepare(sample)))
                            .toList());
        }
        List<Prepared> batch = new ArrayList<>();
        if (!ahead.isEmpty()) {
            for (Future<Prepared> sample : ahead.remove()) {
                batch.add(Background.result(sample, "images were read"));
            }
        }
        return batch;
    }

    private Prepared prepare(Sample sample) {
        try {
            return prepare(sample, crowd.readLock());
        } catch (OutOfMemoryError tooManyAtOnce) {
            return prepareAlone(sample);
        }
    }

    private Prepared prepareAlone(Sample sample) {
        try {
            return prepare(sample, crowd.writeLock());
        } catch (OutOfMemoryError e) {
            return new Prepared(
                    sample,
                    Optional.empty(),
                    "%s: does not fit in the Java machine's memory, not even alone (%s); INSTRUCTBLIP_EVAL_JAVA_OPTS=-Xmx… gives it more"
                            .formatted(sample.media(), e.getMessage()));
        }
    }

    private Prepared prepare(Sample sample, Lock lock) {
        Request request = planned.request(sample, model.kind());
        lock.lock();
        try {
            return new Prepared(sample, Optional.of(model.prepare(request)), "");
        } catch (RequestException e) {
            return new Prepared(sample, Optional.empty(), e.getMessage());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        Background.end(threads);
    }
}
