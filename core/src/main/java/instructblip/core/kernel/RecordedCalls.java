package instructblip.core.kernel;

import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.JniUtils;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * Calls of kernels outside the engine's inference mode, in which nothing can be differentiated.
 *
 * <p>DJL's public call that takes numbers and lists ({@code IValueUtils.runMethod}) always switches
 * that mode on; the one that does not takes tensors only. The native method below both has a flag
 * for it, so it is called itself. It is not public, and DJL's version is pinned.
 */
final class RecordedCalls {

    private static final String LIBRARY = "ai.djl.pytorch.jni.PyTorchLibrary";

    private static final MethodHandle RUN_METHOD;
    private static final MethodHandle NEW_VALUE;

    static {
        try {
            Class<?> library = Class.forName(LIBRARY);
            MethodHandles.Lookup lookup =
                    MethodHandles.privateLookupIn(library, MethodHandles.lookup());
            MethodType type =
                    MethodType.methodType(
                            long.class,
                            long.class,
                            String.class,
                            long[].class,
                            boolean.class,
                            boolean.class);
            RUN_METHOD =
                    lookup.findVirtual(library, "moduleRunMethod", type)
                            .bindTo(lookup.findStaticGetter(library, "LIB", library).invoke());
            NEW_VALUE =
                    lookup.findConstructor(
                            IValue.class, MethodType.methodType(void.class, long.class));
        } catch (Throwable e) {
            throw EngineException.because(LIBRARY + " is not as DJL 0.35.1 has it", e);
        }
    }

    private RecordedCalls() {}

    /**
     * @param gradients whether the call is recorded for a later differentiation
     */
    static IValue run(PtSymbolBlock module, String kernel, IValue[] inputs, boolean gradients) {
        long[] handles = new long[inputs.length];
        for (int i = 0; i < inputs.length; i++) {
            handles[i] = inputs[i].getHandle();
        }
        JniUtils.setGradMode(gradients);
        try {
            long result =
                    (long)
                            RUN_METHOD.invokeExact(
                                    (long) module.getHandle(), kernel, handles, true, false);
            return (IValue) NEW_VALUE.invokeExact(result);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError("a native method throws no checked exception", e);
        } finally {
            JniUtils.setGradMode(false);
        }
    }
}
