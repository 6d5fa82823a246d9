package instructblip.core.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class EngineThreadsTest {

    @Test
    void allAreAtWorkAtTheSameTimeAndResultsKeepTheirOrder() {
        CountDownLatch begun = new CountDownLatch(3);
        try (EngineThreads threads = new EngineThreads(3)) {
            assertEquals(
                    List.of("a", "b", "c"),
                    threads.all(
                            List.of(
                                    () -> meeting(begun, "a"),
                                    () -> meeting(begun, "b"),
                                    () -> meeting(begun, "c"))));
        }
    }

    private static String meeting(CountDownLatch begun, String name) throws Exception {
        begun.countDown();
        assertTrue(begun.await(1, TimeUnit.MINUTES), "alone");
        return name;
    }

    @Test
    void whatAPartThrowsIsThrownWhenTheOthersAreDone() {
        for (Throwable fault :
                List.of(new EngineMemoryException("full", null), new OutOfMemoryError("heap"))) {
            CountDownLatch failed = new CountDownLatch(1);
            AtomicBoolean done = new AtomicBoolean();
            List<Callable<String>> work =
                    List.of(
                            () -> {
                                failed.countDown();
                                if (fault instanceof Error error) {
                                    throw error;
                                }
                                throw (RuntimeException) fault;
                            },
                            () -> {
                                assertTrue(failed.await(1, TimeUnit.MINUTES));
                                done.set(true);
                                return "";
                            });
            try (EngineThreads threads = new EngineThreads(2)) {
                assertSame(fault, assertThrows(fault.getClass(), () -> threads.all(work)));
            }
            assertTrue(done.get());
        }
    }

    @Test
    void eachCallsKernelsOnItsOwn() {
        TorchRuntime.setThreads(1);
        try (Kernels kernels = Kernels.open("cpu", DType.FLOAT32);
                EngineThreads threads = new EngineThreads(2)) {
            Callable<Integer> work =
                    () -> {
                        try (Scope scope = kernels.scope()) {
                            Tensor row = scope.tensor(new float[] {1, 2}, 1, 2);
                            kernels.call(scope, "join", row, row);
                            return TorchRuntime.threads();
                        }
                    };
            assertEquals(List.of(1, 1, 1, 1), threads.all(List.of(work, work, work, work)));
        }
    }
}
