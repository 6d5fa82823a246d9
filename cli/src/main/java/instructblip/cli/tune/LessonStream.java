package instructblip.cli.tune;

import instructblip.cli.run.Background;
import instructblip.core.model.TrainableModel;
import instructblip.core.model.TrainingSample;
import instructblip.core.request.RequestException;
import instructblip.core.train.Mixture;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/** Draws samples and reads their files on threads of their own, a few steps ahead. */
final class LessonStream implements AutoCloseable {

    private static final int STEPS_AHEAD = 2;

    private final TrainableModel model;
    private final List<LearningSet> sets;
    private final Map<String, Map<String, Integer>> labels;
    private final Mixture mixture;
    private final int batchSize;
    private final ExecutorService threads;
    private final Deque<List<Future<TrainingSample>>> ahead = new ArrayDeque<>();
    private long draws;

    /**
     * @param labels classes by label; empty where answers are learned
     * @param done draws that were made before
     */
    LessonStream(
            TrainableModel model,
            List<LearningSet> sets,
            Map<String, Map<String, Integer>> labels,
            Mixture mixture,
            int batchSize,
            long done) {
        this.model = model;
        this.sets = sets;
        this.labels = labels;
        this.mixture = mixture;
        this.batchSize = batchSize;
        this.draws = done;
        mixture.skip(done);
        this.threads = Background.readers();
    }

    /** Draws whose samples were handed out. */
    long draws() {
        return draws;
    }

    /**
     * The samples of the next step.
     *
     * @throws UnlearnableException when one cannot be read
     */
    List<TrainingSample> next() {
        while (ahead.size() <= STEPS_AHEAD) {
            List<Future<TrainingSample>> batch = new ArrayList<>();
            for (int i = 0; i < batchSize; i++) {
                Mixture.Draw draw = mixture.next();
                Lesson lesson = sets.get(draw.set()).lesson(draw, labels);
                batch.add(threads.submit(() -> prepared(lesson)));
            }
            ahead.add(batch);
        }
        List<TrainingSample> batch = new ArrayList<>();
        for (Future<TrainingSample> sample : ahead.remove()) {
            batch.add(Background.result(sample, "images were read"));
        }
        draws += batchSize;
        return batch;
    }

    private TrainingSample prepared(Lesson lesson) {
        try {
            return lesson.prepared(model);
        } catch (RequestException e) {
            throw new UnlearnableException(lesson.name() + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        Background.end(threads);
    }
}
