package instructblip.core.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.EngineException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EngineMemoryExceptionTest {

    @Test
    void theEnginesOwnIsRecognised() {
        try (Kernels kernels = Kernels.open("cpu", DType.FLOAT32);
                Scope scope = kernels.scope()) {
            EngineMemoryException e =
                    assertThrows(
                            EngineMemoryException.class,
                            () -> kernels.call(scope, "room", 1L << 55, "cpu"));
            assertTrue(
                    e.getMessage().startsWith("DefaultCPUAllocator: can't allocate memory:"),
                    e.getMessage());
            assertTrue(e.getMessage().contains("36028797018963968 bytes"), e.getMessage());
            assertEquals(1, e.getMessage().lines().count());
            assertEquals(1, kernels.call(scope, "room", 1L, "cpu").size(0));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "RuntimeError: CUDA out of memory. Tried to allocate 20.00 MiB. GPU 0 has 1 GiB",
                "CUDA error: out of memory",
                "CUDA error: CUBLAS_STATUS_ALLOC_FAILED when calling `cublasCreate(handle)`",
                "std::bad_alloc",
                "RuntimeError: could not create a primitive",
            })
    void othersOfLibtorchAreToo(String line) {
        EngineException engine =
                new EngineException("The following operation failed.\nTraceback\n" + line);
        EngineMemoryException e =
                assertThrows(
                        EngineMemoryException.class,
                        () ->
                                EngineMemoryException.told(
                                        () -> {
                                            throw engine;
                                        }));
        assertEquals(line.replace("RuntimeError: ", ""), e.getMessage());
        assertSame(engine, e.getCause());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "expected 2 dimensions",
                "could not create a primitive descriptor for a matmul primitive",
                "CUDA error: an illegal memory access was encountered"
            })
    void otherFaultsStayWhatTheyAre(String line) {
        EngineException engine = new EngineException("Traceback\n" + line + "\n");
        assertSame(
                engine,
                assertThrows(
                        EngineException.class,
                        () ->
                                EngineMemoryException.told(
                                        () -> {
                                            throw engine;
                                        })));
    }
}
