package instructblip.core.clock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StageClockTest {

    private final AtomicLong now = new AtomicLong();
    private final AtomicInteger finished = new AtomicInteger();
    private final StageClock clock = new StageClock(finished::incrementAndGet, now::get);

    private String spend(long seconds) {
        now.addAndGet(seconds * 1_000_000_000);
        return "spent";
    }

    private double seconds(Stage stage) {
        return clock.seconds().get(stage);
    }

    @Test
    void standsStillUntilStartedAndAfterItIsStopped() {
        clock.time(Stage.VIT, () -> spend(3));
        assertEquals(0, seconds(Stage.VIT));
        assertEquals(0, finished.get());
        clock.start();
        clock.stop();
        clock.time(Stage.VIT, () -> spend(3));
        assertEquals(0, seconds(Stage.VIT));
    }

    @Test
    void addsUpAndStartsFromZero() {
        clock.start();
        assertEquals("spent", clock.time(Stage.VIT, () -> spend(3)));
        clock.time(Stage.VIT, () -> spend(4));
        assertEquals(7, seconds(Stage.VIT));
        clock.start();
        clock.time(Stage.VIT, () -> spend(2));
        assertEquals(2, seconds(Stage.VIT));
        assertEquals(0, seconds(Stage.RANK));
    }

    @Test
    void aStageWithinAnotherCountsForItselfAlone() {
        clock.start();
        clock.time(
                Stage.GENERATE,
                () -> {
                    spend(1);
                    clock.time(Stage.PREFILL, () -> spend(10));
                    return spend(100);
                });
        assertEquals(101, seconds(Stage.GENERATE));
        assertEquals(10, seconds(Stage.PREFILL));
    }

    @Test
    void countsWorkThatFails() {
        clock.start();
        assertThrows(
                IOException.class,
                () ->
                        clock.time(
                                Stage.READ,
                                () -> {
                                    spend(5);
                                    throw new IOException("no such file");
                                }));
        clock.time(Stage.DECODE, () -> spend(1));
        assertEquals(5, seconds(Stage.READ));
        assertEquals(1, seconds(Stage.DECODE));
    }

    @Test
    void waitsForTheDeviceBehindItsStagesOnly() {
        clock.start();
        clock.time(Stage.READ, () -> spend(1));
        clock.time(Stage.DECODE, () -> spend(1));
        assertEquals(0, finished.get());
        clock.time(Stage.VIT, () -> spend(1));
        assertEquals(1, finished.get());
    }

    @Test
    void addsUpOverThreads() {
        AtomicLong each = new AtomicLong();
        StageClock shared = new StageClock(() -> {}, () -> each.addAndGet(1));
        shared.start();
        List<CompletableFuture<Void>> work =
                IntStream.range(0, 8)
                        .mapToObj(
                                i ->
                                        CompletableFuture.runAsync(
                                                () -> shared.time(Stage.DECODE, () -> i)))
                        .toList();
        work.forEach(CompletableFuture::join);
        double least = 8 * 1e-9;
        assertEquals(16, each.get());
        assertTrue(shared.seconds().get(Stage.DECODE) >= least);
    }
}
