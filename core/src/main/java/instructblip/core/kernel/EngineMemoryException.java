package instructblip.core.kernel;

import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A device has no room for a tensor. Whoever asks for less may go on. */
public final class EngineMemoryException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * What the allocators of libtorch say ({@code alloc_cpu.cpp}, {@code
     * CUDACachingAllocator.cpp}), those of cuBLAS and the standard library, and oneDNN, which names
     * no other reason: a shape that it cannot compute has no primitive descriptor.
     */
    private static final Pattern SIGN =
            Pattern.compile(
                    "DefaultCPUAllocator: .*"
                            + "|CUDA out of memory.*"
                            + "|CUDA error: (out of memory|CUBLAS_STATUS_ALLOC_FAILED).*"
                            + "|std::bad_alloc"
                            + "|could not (create|execute) a primitive$"
                            + "|could not create a memory object$",
                    Pattern.MULTILINE);

    public EngineMemoryException(String message, Throwable cause) {
        super(message, cause);
    }

    /**
     * Calls the engine.
     *
     * @throws EngineMemoryException instead of the engine's exception where that means want of
     *     memory
     */
    static <T> T told(Supplier<T> call) {
        try {
            return call.get();
        } catch (ai.djl.engine.EngineException e) {
            // Many lines with the kernel's text, of which one says how much was asked for.
            Matcher sign = SIGN.matcher(String.valueOf(e.getMessage()));
            throw sign.find() ? new EngineMemoryException(sign.group(), e) : e;
        }
    }
}
