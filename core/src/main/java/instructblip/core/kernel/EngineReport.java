package instructblip.core.kernel;

import java.util.List;
import java.util.Optional;

/**
 * What the tensor engine can do on this machine, found out without crashing.
 *
 * @param versions of DJL, the native library and its JNI bridge, as {@code djl 0.35.1, pytorch
 *     2.7.1, jni 2.7.1-0.35.1}
 * @param nativeFolder where the native library was found
 * @param devices usable ones, as {@code cpu}, {@code cuda:0}
 * @param problem why the engine cannot run here; empty when it can
 * @param notes what else is worth knowing, as why no GPU is used
 */
public record EngineReport(
        String versions,
        String nativeFolder,
        List<String> devices,
        Optional<String> problem,
        List<String> notes) {

    /** Looks at this machine; starts the engine where that is safe. */
    public static EngineReport ofThisMachine() {
        throw new UnsupportedOperationException();
    }
}
