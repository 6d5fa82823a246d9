package instructblip.core.clock;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * Adds up what stages take, once it was started; until then it does nothing. Stages may be timed on
 * several threads at once. A stage within another counts for itself alone.
 */
public final class StageClock {

    private static final double NANOS = 1e9;

    private final Runnable deviceToFinish;
    private final LongSupplier nanoTime;
    private final Map<Stage, LongAdder> nanos = new EnumMap<>(Stage.class);
    private final ThreadLocal<Span> spans = new ThreadLocal<>();
    private volatile boolean running;

    /**
     * Something that takes time.
     *
     * @param <T> what it gives
     * @param <E> what it may throw
     */
    public interface Work<T, E extends Exception> {
        T done() throws E;
    }

    /** A stage at work in this thread. */
    private static final class Span {
        private long nanosWithin;
    }

    /**
     * @param deviceToFinish waits until the device has done what it was given: a GPU answers before
     *     it has computed
     */
    public StageClock(Runnable deviceToFinish) {
        this(deviceToFinish, System::nanoTime);
    }

    StageClock(Runnable deviceToFinish, LongSupplier nanoTime) {
        this.deviceToFinish = deviceToFinish;
        this.nanoTime = nanoTime;
        for (Stage stage : Stage.values()) {
            nanos.put(stage, new LongAdder());
        }
    }

    /** Counts from now on, and from zero. */
    public void start() {
        nanos.values().forEach(LongAdder::reset);
        running = true;
    }

    /** Counts no more. */
    public void stop() {
        running = false;
    }

    /** Seconds per stage since the start; of stages on several threads the sum over the threads. */
    public Map<Stage, Double> seconds() {
        Map<Stage, Double> seconds = new EnumMap<>(Stage.class);
        nanos.forEach((stage, sum) -> seconds.put(stage, sum.sum() / NANOS));
        return seconds;
    }

    /** Does the work as a part of a stage. */
    public <T, E extends Exception> T time(Stage stage, Work<T, E> work) throws E {
        if (!running) {
            return work.done();
        }
        Span outer = spans.get();
        Span span = new Span();
        spans.set(span);
        long start = nanoTime.getAsLong();
        try {
            T result = work.done();
            if (stage.isOnDevice()) {
                deviceToFinish.run();
            }
            return result;
        } finally {
            long taken = nanoTime.getAsLong() - start;
            nanos.get(stage).add(taken - span.nanosWithin);
            if (outer == null) {
                spans.remove();
            } else {
                outer.nanosWithin += taken;
                spans.set(outer);
            }
        }
    }
}
