package instructblip.core.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class EngineExceptionTest {

    @Test
    void theInnermostReasonIsSaidInOneLine() {
        Throwable cause =
                new IllegalStateException(
                        "outer", new UnsatisfiedLinkError("libc10.so: not found\n  at ..."));
        assertEquals(
                "It failed: libc10.so: not found",
                EngineException.because("It failed", cause).getMessage());
        assertEquals(
                "It failed: IllegalStateException",
                EngineException.because("It failed", new IllegalStateException()).getMessage());
    }
}
