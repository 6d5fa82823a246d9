package instructblip.cli.console;

import java.time.Duration;
import java.util.Locale;

/**
 * How far the work is and when it will be done, on standard error: one line that changes on a
 * terminal, a line now and then in a log.
 */
public final class Progress implements AutoCloseable {

    private static final long TERMINAL_NANOS = 200_000_000L;
    private static final long LOG_NANOS = 10_000_000_000L;

    private final Console console;
    private final String name;
    private final long total;
    private final long atStart;
    private final long started = System.nanoTime();
    private long shown;
    private boolean open;

    /**
     * @param name of the work
     * @param total samples
     * @param atStart samples that were done before; they say nothing about the speed
     */
    public Progress(Console console, String name, long total, long atStart) {
        this.console = console;
        this.name = name;
        this.total = total;
        this.atStart = atStart;
        this.shown = started;
    }

    /** Says that so many samples are done. */
    public void done(long samples) {
        done(samples, "");
    }

    /**
     * As {@link #done(long)}.
     *
     * @param more about the work
     */
    public void done(long samples, String more) {
        long now = System.nanoTime();
        long pause = console.isTerminal() ? TERMINAL_NANOS : LOG_NANOS;
        if (console.isQuiet() || now - shown < pause) {
            return;
        }
        shown = now;
        String line = line(samples, (now - started) / 1e9) + (more.isEmpty() ? "" : ", " + more);
        if (console.isTerminal()) {
            open = true;
            console.overwrite(line);
        } else {
            console.note(line);
        }
    }

    private String line(long samples, double seconds) {
        double rate = (samples - atStart) / seconds;
        String left = rate > 0 ? clock((total - samples) / rate) : "?";
        return String.format(
                Locale.ROOT,
                "%s: %,d of %,d (%d %%), %.1f samples/s, %s left",
                name,
                samples,
                total,
                total == 0 ? 100 : samples * 100 / total,
                rate,
                left);
    }

    private static String clock(double seconds) {
        Duration left = Duration.ofSeconds(Math.round(seconds));
        return left.toHours() > 0
                ? String.format(
                        Locale.ROOT,
                        "%d:%02d:%02d",
                        left.toHours(),
                        left.toMinutesPart(),
                        left.toSecondsPart())
                : String.format(Locale.ROOT, "%d:%02d", left.toMinutesPart(), left.toSecondsPart());
    }

    /** Removes the line from a terminal. */
    @Override
    public void close() {
        if (open) {
            console.overwrite("");
        }
    }
}
