package instructblip.core.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import instructblip.core.kernel.EngineMemoryException;
import instructblip.core.request.Answer;
import instructblip.core.request.Failed;
import instructblip.core.request.Generate;
import instructblip.core.request.Generated;
import instructblip.core.request.Request;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BatchHalvingTest {

    private static final String FULL = "CUDA out of memory. Tried to allocate 2.00 GiB";

    /** Sizes of the batches that the model was asked for. */
    private final List<Integer> asked = new ArrayList<>();

    private int released;

    private static List<PreparedSample> samples(Integer... promptTokens) {
        return Stream.of(promptTokens).map(BatchHalvingTest::sample).toList();
    }

    private static PreparedSample sample(int promptTokens) {
        Generate greedy = new Generate(1, 5, 0, 1.0, 1.0, false);
        return new PreparedSample(
                new Request(List.of(Path.of("image")), "", greedy),
                List.of(new DecodedImage("key", null)),
                new int[0],
                new int[promptTokens],
                List.of(),
                2);
    }

    /** A model that has room for so many prompt tokens at once. */
    private BatchHalving.Together model(int room) {
        return samples -> {
            asked.add(samples.size());
            int tokens = samples.stream().mapToInt(sample -> sample.prompt().length).sum();
            if (tokens > room && asked.size() % 2 == 0) {
                throw new OutOfMemoryError("Java heap space");
            } else if (tokens > room) {
                throw new EngineMemoryException(FULL, null);
            }
            return samples.stream().map(BatchHalvingTest::answer).toList();
        };
    }

    private static Answer answer(PreparedSample sample) {
        return new Generated("read " + sample.prompt().length, List.of(), 0);
    }

    private boolean nothingToRelease() {
        return false;
    }

    @Test
    void whatFitsIsAnsweredTogether() {
        List<PreparedSample> samples = samples(1, 2, 3, 4);
        assertEquals(
                samples.stream().map(BatchHalvingTest::answer).toList(),
                new BatchHalving(model(10), this::nothingToRelease).answer(samples));
        assertEquals(List.of(4), asked);
    }

    @Test
    void whatDoesNotFitIsHalvedAndTheOrderStays() {
        List<PreparedSample> samples = samples(1, 2, 3, 4, 5);
        assertEquals(
                samples.stream().map(BatchHalvingTest::answer).toList(),
                new BatchHalving(model(8), this::nothingToRelease).answer(samples));
        assertEquals(List.of(5, 2, 3, 1, 2, 1, 1), asked);
    }

    @Test
    void aSampleThatDoesNotFitAloneFailsAndNoOther() {
        List<PreparedSample> samples = samples(1, 9, 2, 3);
        List<Answer> answers = new BatchHalving(model(6), this::nothingToRelease).answer(samples);
        assertEquals(answer(samples.get(0)), answers.get(0));
        assertEquals(
                new Failed("does not fit in memory, not even alone: Java heap space"),
                answers.get(1));
        assertEquals(answer(samples.get(2)), answers.get(2));
        assertEquals(answer(samples.get(3)), answers.get(3));
    }

    @Test
    void beforeASampleFailsMemoryIsReleasedOnce() {
        BatchHalving.Together hopeless = model(0);
        BatchHalving halving =
                new BatchHalving(
                        hopeless,
                        () -> {
                            released++;
                            return true;
                        });
        Answer failed = new Failed("does not fit in memory, not even alone: Java heap space");
        assertEquals(List.of(failed), halving.answer(samples(1)));
        assertEquals(1, released);
        assertEquals(List.of(1, 1), asked);
    }

    @Test
    void aSampleMayFitOnceMemoryIsReleased() {
        BatchHalving halving =
                new BatchHalving(
                        samples -> model(released == 0 ? 0 : 10).answer(samples),
                        () -> released++ == 0);
        assertEquals(List.of(answer(sample(1))), halving.answer(samples(1)));
    }

    @Test
    void otherFaultsPass() {
        IllegalStateException fault = new IllegalStateException("odd");
        BatchHalving halving =
                new BatchHalving(
                        samples -> {
                            throw fault;
                        },
                        this::nothingToRelease);
        assertSame(
                fault,
                assertThrows(IllegalStateException.class, () -> halving.answer(samples(1, 2))));
    }
}
