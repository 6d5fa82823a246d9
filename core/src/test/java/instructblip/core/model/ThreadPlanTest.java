package instructblip.core.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ThreadPlanTest {

    private static final long SMALL = 8_000_000;
    private static final long LARGE = 8_000_001;

    private static ThreadPlan plan(int asked, long elements, String device, Precision precision) {
        return ThreadPlan.of(asked, 4, elements, device, precision);
    }

    @Test
    void aLargeModelUsesAllThreadsForOneBatch() {
        assertEquals(new ThreadPlan(1, 4), plan(0, LARGE, "cpu", Precision.FLOAT32));
        assertEquals(new ThreadPlan(1, 2), plan(2, LARGE, "cpu", Precision.FLOAT32));
        assertEquals(new ThreadPlan(1, 4), plan(0, LARGE, "cuda:0", Precision.BFLOAT16));
    }

    @Test
    void aSmallOneAnswersSharesSideBySide() {
        ThreadPlan usual = plan(0, SMALL, "cpu", Precision.FLOAT32);
        assertEquals(new ThreadPlan(4, 1), usual);
        assertEquals(4, usual.threads());
        assertEquals(new ThreadPlan(1, 1), plan(1, SMALL, "cpu", Precision.FLOAT32));
        assertEquals(new ThreadPlan(8, 1), plan(64, SMALL, "cpu", Precision.FLOAT32));
    }

    @Test
    void sharesDoNotDependOnTheMachineWhereTheyDecideBits() {
        assertEquals(new ThreadPlan(1, 1), plan(0, SMALL, "cpu", Precision.BFLOAT16));
        assertEquals(new ThreadPlan(1, 1), plan(0, SMALL, "cpu", Precision.FLOAT16));
        assertEquals(new ThreadPlan(1, 3), plan(3, SMALL, "cpu", Precision.BFLOAT16));
        assertEquals(new ThreadPlan(1, 1), plan(0, SMALL, "cuda:0", Precision.FLOAT32));
    }
}
