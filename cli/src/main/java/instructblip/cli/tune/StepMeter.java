package instructblip.cli.tune;

import instructblip.cli.console.Console;
import instructblip.cli.console.Progress;
import instructblip.core.train.Step;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Sums up the steps between two lines of the log, and shows how far the stage is. */
final class StepMeter implements AutoCloseable {

    private static final double NANOS = 1e9;

    private final Progress progress;
    private final int batchSize;
    private int steps;
    private double losses;
    private int samples;
    private Step last;
    private long since = System.nanoTime();

    /**
     * @param done steps that were made before
     */
    StepMeter(Console console, TuneStage stage, int done) {
        this.batchSize = stage.batchSize();
        this.progress =
                new Progress(
                        console,
                        stage.name(),
                        (long) stage.steps() * batchSize,
                        (long) done * batchSize);
    }

    void add(Step step) {
        steps++;
        losses += step.loss();
        samples += step.samples();
        last = step;
        progress.done(
                (long) step.number() * batchSize,
                "loss %.4f, rate %.2e".formatted(losses / steps, step.learningRate()));
    }

    /** What the steps since the last time came to; empty where there was none. */
    Optional<Map<String, Object>> take() {
        if (steps == 0) {
            return Optional.empty();
        }
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("loss", losses / steps);
        values.put("learning_rate", last.learningRate());
        values.put("gradient_norm", last.gradientNorm());
        values.put("samples_per_s", samples / ((System.nanoTime() - since) / NANOS));
        pass();
        return Optional.of(values);
    }

    /** The time since the last line counts for nothing: something else was done. */
    void pass() {
        steps = 0;
        losses = 0;
        samples = 0;
        since = System.nanoTime();
    }

    @Override
    public void close() {
        progress.close();
    }
}
