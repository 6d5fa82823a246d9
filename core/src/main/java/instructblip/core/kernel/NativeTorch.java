package instructblip.core.kernel;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/**
 * The libtorch that DJL would load, found out without loading it: on another version than the JNI
 * bridge was built for, the process crashes at the first kernel instead of failing.
 *
 * @param folder that holds it, or that it will be unpacked to
 * @param version as {@code 2.7.1}; empty where it cannot be told
 * @param flavour {@code cpu} or, as {@code cu128}, a version of CUDA
 * @param ofUser the user's own folder; absent for the library on the class path
 * @param problem why it cannot be loaded; empty when it can
 */
record NativeTorch(
        String folder,
        String version,
        String flavour,
        Optional<LibtorchFolder> ofUser,
        Optional<String> problem) {

    private static final String LIBRARY_PATH = "PYTORCH_LIBRARY_PATH";

    /** The one CUDA build that there is a bridge for. */
    private static final String CUDA = "cu128";

    static NativeTorch find(BundledLibraries bundled, Function<String, Optional<String>> settings) {
        Optional<String> path = settings.apply(LIBRARY_PATH);
        NativeTorch found =
                path.isPresent()
                        ? inFolder(path.get(), bundled, settings)
                        : onClassPath(bundled, settings);
        String expected = bundled.bridgedTorch();
        Optional<String> renamed =
                settings.apply("PYTORCH_VERSION").filter(version -> !version.equals(expected));
        if (found.problem.isEmpty() && renamed.isPresent()) {
            return found.but(
                    "PYTORCH_VERSION is %s; expected %s or nothing."
                            .formatted(renamed.get(), expected));
        }
        return found;
    }

    private static NativeTorch inFolder(
            String path, BundledLibraries bundled, Function<String, Optional<String>> settings) {
        Optional<LibtorchFolder> folder = LibtorchFolder.in(path);
        if (folder.isEmpty()) {
            return new NativeTorch(path, "", "", Optional.empty(), Optional.empty())
                    .but(
                            "%s is %s, which holds no %s; expected the lib folder of PyTorch %s."
                                    .formatted(
                                            LIBRARY_PATH,
                                            path,
                                            System.mapLibraryName("torch"),
                                            bundled.bridgedTorch()));
        }
        String flavour =
                settings.apply("PYTORCH_FLAVOR").orElse(folder.get().isForCuda() ? CUDA : "cpu");
        String version = version(folder.get(), bundled.bridgedTorch());
        NativeTorch found =
                new NativeTorch(
                        folder.get().path().toString(), version, flavour, folder, Optional.empty());
        if (folder.get().hasOwnBridge(bundled.djl())) {
            return found;
        }
        if (!version.equals(bundled.bridgedTorch())) {
            return found.but(
                    ("%s names PyTorch %s in %s; expected %s, the only version that the JNI bridge"
                                    + " %s works with.")
                            .formatted(
                                    LIBRARY_PATH,
                                    version.isEmpty() ? "of an unknown version" : version,
                                    folder.get().path(),
                                    bundled.bridgedTorch(),
                                    bundled.bridge()));
        }
        return found.checked(bundled);
    }

    private static String version(LibtorchFolder folder, String expected) {
        return folder.statedVersion()
                .orElseGet(() -> folder.containsVersion(expected) ? expected : "");
    }

    private static NativeTorch onClassPath(
            BundledLibraries bundled, Function<String, Optional<String>> settings) {
        if (bundled.torch().isEmpty() && mayDownload(settings)) {
            return new NativeTorch(
                    "", bundled.bridgedTorch(), "downloaded", Optional.empty(), Optional.empty());
        }
        if (bundled.torch().isEmpty()) {
            return new NativeTorch("", "", "", Optional.empty(), Optional.empty())
                    .but(
                            "There is no libtorch for %s on the class path; expected %s to name the lib folder of PyTorch %s."
                                    .formatted(
                                            bundled.platform(),
                                            LIBRARY_PATH,
                                            bundled.bridgedTorch()));
        }
        BundledLibraries.Torch torch = bundled.torch().get();
        String cache =
                settings.apply("ENGINE_CACHE_DIR")
                        .or(() -> settings.apply("DJL_CACHE_DIR"))
                        .orElse("");
        String name = String.join("-", torch.version(), torch.flavour(), bundled.platform());
        NativeTorch found =
                new NativeTorch(
                        Path.of(cache, "pytorch", name).toString(),
                        torch.version().replaceFirst("-.*", ""),
                        torch.flavour(),
                        Optional.empty(),
                        Optional.empty());
        if (!found.version.equals(bundled.bridgedTorch())) {
            return found.but(
                    "The class path holds PyTorch %s and the JNI bridge %s; expected the same version."
                            .formatted(found.version, bundled.bridge()));
        }
        return found.checked(bundled);
    }

    /** Whether the user lets DJL fetch libraries over the network. */
    private static boolean mayDownload(Function<String, Optional<String>> settings) {
        return settings.apply("DJL_OFFLINE")
                .or(() -> settings.apply("ai.djl.offline"))
                .filter(offline -> offline.equalsIgnoreCase("false"))
                .isPresent();
    }

    private NativeTorch checked(BundledLibraries bundled) {
        if (!bundled.bridge().equals(bundled.bridgedTorch() + "-" + bundled.djl())) {
            return but(
                    "The class path holds DJL %s and the JNI bridge %s; expected the same version."
                            .formatted(bundled.djl(), bundled.bridge()));
        }
        if (!bundled.bridges(flavour)) {
            return but(
                    "There is no JNI bridge for PyTorch %s (%s) on %s; expected flavour cpu, or %s where CUDA is supported."
                            .formatted(version, flavour, bundled.platform(), CUDA));
        }
        return this;
    }

    private NativeTorch but(String problem) {
        return new NativeTorch(folder, version, flavour, ofUser, Optional.of(problem));
    }
}
