package instructblip.core.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import instructblip.core.request.AnswerMode;
import instructblip.core.request.Generate;
import instructblip.core.request.PreparedRequest;
import instructblip.core.request.Rank;
import instructblip.core.request.Request;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchPlanTest {

    private static final AnswerMode GREEDY = new Generate(1, 5, 0, 1.0, 1.0, false);
    private static final AnswerMode BEAMS = new Generate(5, 5, 0, 1.0, 1.0, false);

    private record Prepared(Request request, int positions) implements PreparedRequest {

        @Override
        public String imageKey() {
            return "";
        }
    }

    private static Prepared prepared(int frames, int positions, AnswerMode mode) {
        List<Path> images = Collections.nCopies(frames, Path.of("image"));
        return new Prepared(new Request(images, "", mode), positions);
    }

    @Test
    void anEmptyBatchHasNoParts() {
        assertEquals(List.of(), BatchPlan.parts(List.of()));
    }

    @Test
    void framesAndSettingsDivideABatch() {
        List<Prepared> batch =
                List.of(
                        prepared(1, 10, GREEDY),
                        prepared(4, 10, GREEDY),
                        prepared(1, 10, BEAMS),
                        prepared(1, 10, new Rank(List.of("a"))),
                        prepared(1, 10, new Generate(1, 5, 0, 1.0, 1.0, false)),
                        prepared(1, 10, new Rank(List.of("b", "c"))));
        assertEquals(
                List.of(List.of(0, 4), List.of(1), List.of(2), List.of(3, 5)),
                BatchPlan.parts(batch));
    }

    @Test
    void longRowsGoInSmallerParts() {
        List<Prepared> batch =
                List.of(
                        prepared(1, 2048, GREEDY),
                        prepared(1, 50, GREEDY),
                        prepared(1, 2048, GREEDY),
                        prepared(1, 60, GREEDY),
                        prepared(1, 2048, GREEDY),
                        prepared(1, 9000, GREEDY));
        assertEquals(
                List.of(List.of(1, 3), List.of(0, 2), List.of(4), List.of(5)),
                BatchPlan.parts(batch));
    }

    @Test
    void usualRowsStayTogether() {
        List<Prepared> batch = Collections.nCopies(64, prepared(1, 300, GREEDY));
        assertEquals(1, BatchPlan.parts(batch).size());
    }
}
