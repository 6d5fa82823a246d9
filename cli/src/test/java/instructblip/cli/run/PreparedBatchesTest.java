package instructblip.cli.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import instructblip.benchmarks.catalog.Benchmarks;
import instructblip.benchmarks.dataset.DatasetException;
import instructblip.benchmarks.dataset.Sample;
import instructblip.benchmarks.prompt.Preset;
import instructblip.cli.run.PreparedBatches.Prepared;
import instructblip.core.request.Answer;
import instructblip.core.request.LanguageFamily;
import instructblip.core.request.ModelKind;
import instructblip.core.request.ModelType;
import instructblip.core.request.PreparedRequest;
import instructblip.core.request.Request;
import instructblip.core.request.VisionLanguageModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PreparedBatchesTest {

    private static final int SAMPLES = 40;

    private final PlannedBenchmark planned = plan();

    private static PlannedBenchmark plan() {
        RunOptions options =
                new RunOptions(
                        List.of(Benchmarks.named("demo")),
                        Optional.empty(),
                        Optional.empty(),
                        SAMPLES,
                        Preset.PAPER,
                        Optional.empty(),
                        new DecodingOverrides(
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty()),
                        OptionalInt.empty(),
                        0,
                        Optional.empty());
        try {
            return new Planner(options, Path.of("src", "main", "bundle")).plan().get(0);
        } catch (DatasetException e) {
            throw new AssertionError(e);
        }
    }

    /** Prepares a request only when it prepares no other; one never fits. */
    private static final class Crowded implements VisionLanguageModel {

        private final String hopeless;
        private final Set<String> asked = ConcurrentHashMap.newKeySet();
        private final Map<String, Integer> besideOthers = new ConcurrentHashMap<>();
        private final AtomicInteger atWork = new AtomicInteger();

        Crowded(String hopeless) {
            this.hopeless = hopeless;
        }

        @Override
        public PreparedRequest prepare(Request request) {
            String key = request.images() + request.prompt();
            try {
                int others = atWork.getAndIncrement();
                if (asked.add(key)) {
                    throw new OutOfMemoryError("Java heap space");
                }
                besideOthers.merge(key, others, Integer::sum);
                if (request.prompt().equals(hopeless)) {
                    throw new OutOfMemoryError("Java heap space");
                }
                return new Ready(request, key);
            } finally {
                atWork.decrementAndGet();
            }
        }

        @Override
        public ModelKind kind() {
            return new ModelKind(ModelType.INSTRUCTBLIP, LanguageFamily.T5);
        }

        @Override
        public List<Answer> answer(List<? extends PreparedRequest> batch) {
            throw new AssertionError("nothing is answered here");
        }

        @Override
        public int suggestedBatchSize() {
            return 1;
        }

        @Override
        public void close() {}
    }

    private record Ready(Request request, String imageKey) implements PreparedRequest {

        @Override
        public int positions() {
            return 1;
        }

        @Override
        public List<String> imagesSha256() {
            return List.of();
        }
    }

    @Test
    void whatDoesNotFitBesideOthersIsPreparedAlone() {
        Sample hopeless = planned.samples().get(7);
        Crowded model = new Crowded(planned.prompt(hopeless));
        List<List<Sample>> batches = new ArrayList<>();
        for (int from = 0; from < SAMPLES; from += 5) {
            batches.add(planned.samples().subList(from, from + 5));
        }
        List<Prepared> found = new ArrayList<>();
        try (PreparedBatches prepared = new PreparedBatches(model, planned, batches)) {
            for (int i = 0; i < batches.size(); i++) {
                found.addAll(prepared.next());
            }
        }
        assertEquals(planned.samples(), found.stream().map(Prepared::sample).toList());
        assertTrue(model.besideOthers.values().stream().allMatch(others -> others == 0));
        for (Prepared each : found) {
            boolean fits = !planned.prompt(each.sample()).equals(planned.prompt(hopeless));
            assertEquals(fits, each.request().isPresent());
            assertEquals(
                    fits
                            ? ""
                            : each.sample().media()
                                    + ": does not fit in the Java machine's memory, not even alone (Java heap space);"
                                    + " INSTRUCTBLIP_EVAL_JAVA_OPTS=-Xmx… gives it more",
                    each.failure());
        }
    }
}
