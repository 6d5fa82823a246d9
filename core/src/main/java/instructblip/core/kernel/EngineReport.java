package instructblip.core.kernel;

import instructblip.core.checkpoint.UserCache;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the tensor engine can do on this machine, found out without crashing: versions are compared
 * before anything native is loaded.
 *
 * @param versions of what must fit together
 * @param nativeFolder where libtorch lies, or will be unpacked to
 * @param caches folders that the program writes to by itself
 * @param problem why the engine cannot run here; empty when it runs
 * @param running what it can do; empty where there is a problem
 */
public record EngineReport(
        Versions versions,
        String nativeFolder,
        List<Cache> caches,
        Optional<String> problem,
        Optional<Running> running) {

    /**
     * @param djl as {@code 0.35.1}
     * @param torch as {@code 2.7.1}; empty where it cannot be told
     * @param flavour {@code cpu} or, as {@code cu128}, a version of CUDA
     * @param bridge of the JNI library between the two, as {@code 2.7.1-0.35.1}
     */
    public record Versions(String djl, String torch, String flavour, String bridge) {}

    /**
     * @param purpose what is kept there
     * @param folder its place
     * @param writable whether it can be written, or made where it is missing
     */
    public record Cache(String purpose, Path folder, boolean writable) {}

    /**
     * @param devices that can be computed on, as {@code cpu}, {@code cuda:0}
     * @param whyNoGpu in one line; empty where there is one
     * @param threads that the engine uses by itself
     * @param kernels how matrices are multiplied on the CPU, per dtype
     */
    public record Running(
            List<String> devices,
            Optional<String> whyNoGpu,
            int threads,
            List<CpuKernel> kernels) {}

    /**
     * @param dtype as users write it
     * @param packed whether weights are packed for the CPU's matrix kernels, which is faster
     */
    public record CpuKernel(String dtype, boolean packed) {}

    /** Looks at this machine; starts the engine where that is safe. */
    public static EngineReport ofThisMachine() {
        Optional<String> problem = Optional.empty();
        Optional<Running> running = Optional.empty();
        List<Cache> caches = new ArrayList<>();
        UserCache.folder().ifPresent(folder -> caches.add(cache("fingerprints", folder)));
        try {
            caches.add(cache("native libraries", EngineSettings.cacheFolder()));
            TorchRuntime.start();
            running = Optional.of(look());
        } catch (EngineException e) {
            problem = Optional.of(e.getMessage());
        }
        BundledLibraries bundled = BundledLibraries.ofClassPath();
        NativeTorch torch = NativeTorch.find(bundled, EngineSettings::find);
        return new EngineReport(
                new Versions(bundled.djl(), torch.version(), torch.flavour(), bundled.bridge()),
                torch.folder(),
                List.copyOf(caches),
                problem,
                running);
    }

    private static Cache cache(String purpose, Path folder) {
        return new Cache(purpose, folder, EngineCache.canBeWritten(folder));
    }

    private static Running look() {
        int gpus = TorchRuntime.gpus();
        List<String> devices = new ArrayList<>(List.of("cpu"));
        for (int i = 0; i < gpus; i++) {
            devices.add("cuda:" + i);
        }
        return new Running(
                List.copyOf(devices),
                gpus > 0
                        ? Optional.empty()
                        : Optional.of(GpuSearch.whyNone(EngineSettings.torch())),
                TorchRuntime.threads(),
                List.of(kernel(DType.FLOAT32), kernel(DType.BFLOAT16), kernel(DType.FLOAT16)));
    }

    private static CpuKernel kernel(DType dtype) {
        try (Kernels kernels = Kernels.open("cpu", dtype)) {
            return new CpuKernel(dtype.name().toLowerCase(Locale.ROOT), kernels.packed());
        }
    }
}
