package instructblip.core.kernel;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How the native libraries are found and behave. DJL reads each setting from the environment, then
 * from the system properties; what the user has set in either is left alone.
 */
public final class EngineSettings {

    /** Where JNA, through which DJL counts GPUs, looks for the CUDA runtime. */
    private static final String JNA_PATH = "jna.library.path";

    private static NativeTorch torch;

    private EngineSettings() {}

    /**
     * Makes the settings that must stand before the first native library is loaded: no download, no
     * report over the network, no optimiser, a folder to unpack to. May be called often.
     *
     * @throws EngineException when there is no folder to unpack native libraries to
     */
    public static void apply() {
        torch();
    }

    /**
     * The libtorch that would be loaded; looked for once, since that may mean to read all of it.
     */
    static synchronized NativeTorch torch() {
        if (torch == null) {
            setDefaults();
            NativeTorch found =
                    NativeTorch.find(BundledLibraries.ofClassPath(), EngineSettings::find);
            found.ofUser().ifPresent(folder -> setDefaults(folder, found.flavour()));
            torch = found;
        }
        return torch;
    }

    private static void setDefaults() {
        if (find("DJL_OFFLINE").isEmpty()) {
            setDefault("ai.djl.offline", "true");
        }
        setDefault("OPT_OUT_TRACKING", "true");
        setDefault("ai.djl.pytorch.graph_optimizer", "false");
        if (find("ENGINE_CACHE_DIR").isEmpty() && find("DJL_CACHE_DIR").isEmpty()) {
            System.setProperty("DJL_CACHE_DIR", EngineCache.ofUser().toString());
        }
    }

    private static void setDefaults(LibtorchFolder folder, String flavour) {
        // Otherwise DJL asks for a bridge of a flavour that is not made.
        setDefault("PYTORCH_FLAVOR", flavour);
        folder.cudaRuntime().ifPresent(cuda -> setDefault(JNA_PATH, cuda.toString()));
    }

    /** Where native libraries are unpacked to. */
    public static Path cacheFolder() {
        apply();
        return Path.of(find("ENGINE_CACHE_DIR").or(() -> find("DJL_CACHE_DIR")).orElseThrow());
    }

    /** A setting as DJL sees it. */
    static Optional<String> find(String name) {
        String value = System.getenv(name);
        if (value == null) {
            value = System.getProperty(name);
        }
        return Optional.ofNullable(value).filter(text -> !text.isEmpty());
    }

    private static void setDefault(String name, String value) {
        if (find(name).isEmpty()) {
            System.setProperty(name, value);
        }
    }
}
