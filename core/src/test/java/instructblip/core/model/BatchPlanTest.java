package instructblip.core.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import instructblip.core.request.AnswerMode;
import instructblip.core.request.Generate;
import instructblip.core.request.Rank;
import instructblip.core.request.Request;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchPlanTest {

    private static final AnswerMode GREEDY = new Generate(1, 5, 0, 1.0, 1.0, false);
    private static final AnswerMode BEAMS = new Generate(5, 5, 0, 1.0, 1.0, false);

    private static PreparedSample prepared(int frames, int prompt, AnswerMode mode) {
        return prepared(frames, prompt, mode, List.of());
    }

    /** A frame has two visual tokens. */
    private static PreparedSample prepared(
            int frames, int prompt, AnswerMode mode, List<int[]> candidates) {
        DecodedImage image = new DecodedImage("key", null);
        return new PreparedSample(
                new Request(Collections.nCopies(frames, Path.of("image")), "", mode),
                Collections.nCopies(frames, image),
                new int[0],
                new int[prompt],
                candidates,
                2);
    }

    private static List<List<Integer>> parts(List<PreparedSample> batch) {
        return new BatchPlan(1000, 0).parts(batch, 2L << 30);
    }

    @Test
    void anEmptyBatchHasNoParts() {
        assertEquals(List.of(), parts(List.of()));
    }

    @Test
    void framesAndSettingsDivideABatch() {
        List<PreparedSample> batch =
                List.of(
                        prepared(1, 10, GREEDY),
                        prepared(4, 10, GREEDY),
                        prepared(1, 10, BEAMS),
                        prepared(1, 10, new Rank(List.of("a"))),
                        prepared(1, 10, new Generate(1, 5, 0, 1.0, 1.0, false)),
                        prepared(1, 10, new Rank(List.of("b", "c"))));
        assertEquals(List.of(List.of(0, 4), List.of(2), List.of(3, 5), List.of(1)), parts(batch));
    }

    @Test
    void longRowsGoInSmallerParts() {
        List<PreparedSample> batch =
                List.of(
                        prepared(1, 2000, GREEDY),
                        prepared(1, 50, GREEDY),
                        prepared(1, 2000, GREEDY),
                        prepared(1, 60, GREEDY),
                        prepared(1, 2000, GREEDY),
                        prepared(1, 9000, GREEDY));
        assertEquals(List.of(List.of(1, 3), List.of(0, 2), List.of(4), List.of(5)), parts(batch));
    }

    @Test
    void usualRowsStayTogether() {
        List<PreparedSample> batch = Collections.nCopies(64, prepared(1, 300, GREEDY));
        assertEquals(1, parts(batch).size());
    }

    @Test
    void keysAndValuesHaveABound() {
        // 1,000 bytes a position: 2 GB hold 2,147,483 positions.
        AnswerMode wide = new Generate(100, 1000, 0, 1.0, 1.0, false);
        List<PreparedSample> texts = Collections.nCopies(50, prepared(1, 8, wide));
        assertEquals(List.of(21, 21, 8), parts(texts).stream().map(List::size).toList());

        List<int[]> two = List.of(new int[300_000], new int[100_000]);
        PreparedSample ranked = prepared(1, 8, new Rank(List.of("a", "b")), two);
        List<PreparedSample> ranks = Collections.nCopies(12, ranked);
        assertEquals(List.of(5, 5, 2), parts(ranks).stream().map(List::size).toList());
    }

    @Test
    void rowsHaveABoundAndTheLimitCanBeLowered() {
        // 10 positions: 25,600 bytes of pairs, 10,000 of rows, 15,000 of keys, the nodes' included.
        List<PreparedSample> batch = Collections.nCopies(7, prepared(1, 8, GREEDY));
        BatchPlan plan = new BatchPlan(1000, 1000);
        long each = 50_600;
        assertEquals(List.of(7), sizes(plan.parts(batch, 7 * each)));
        assertEquals(List.of(6, 1), sizes(plan.parts(batch, 7 * each - 1)));
        assertEquals(List.of(3, 3, 1), sizes(plan.parts(batch, 3 * each)));
        assertEquals(List.of(1, 1, 1, 1, 1, 1, 1), sizes(plan.parts(batch, 1)));
    }

    private static List<Integer> sizes(List<List<Integer>> parts) {
        return parts.stream().map(List::size).toList();
    }
}
