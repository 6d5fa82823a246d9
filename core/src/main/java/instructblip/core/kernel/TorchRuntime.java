package instructblip.core.kernel;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.util.cuda.CudaUtils;
import java.lang.management.MemoryUsage;

/** Starts the native engine: offline, without tracking, with its optimiser off. */
public final class TorchRuntime {

    private static final String ENGINE = "PyTorch";

    private static Engine engine;
    private static int usualThreads;

    private TorchRuntime() {}

    /** Sets the number of threads of the engine. */
    public static void setThreads(int threads) {
        start();
        JniUtils.setNumThreads(threads);
    }

    /** Threads that the engine uses. */
    public static int threads() {
        start();
        return JniUtils.getNumThreads();
    }

    /** Threads that the engine had when it was started. */
    public static int usualThreads() {
        start();
        return usualThreads;
    }

    /** Versions for a manifest. */
    public static String versions() {
        return "djl " + Engine.getDjlVersion() + ", pytorch " + start().getVersion();
    }

    /** GPUs that the engine can compute on; a build for CPUs has none, whatever the machine has. */
    public static int gpus() {
        Engine engine = start();
        return JniUtils.getFeatures().contains("CUDA") ? engine.getGpuCount() : 0;
    }

    /**
     * Free memory of a device, as of now.
     *
     * @param device {@code cpu} or {@code cuda:N}
     */
    public static long freeBytes(String device) {
        if (device.equals("cpu")) {
            return MachineMemory.availableBytes();
        }
        start();
        MemoryUsage usage = CudaUtils.getGpuMemory(deviceOf(device));
        return usage.getMax() - usage.getUsed();
    }

    static PtNDManager manager(String device) {
        start();
        return (PtNDManager) NDManager.newBaseManager(deviceOf(device), ENGINE);
    }

    private static Device deviceOf(String device) {
        if (device.equals("cpu")) {
            return Device.cpu();
        }
        return Device.gpu(Integer.parseInt(device.substring("cuda:".length())));
    }

    /**
     * The engine; a machine that cannot run it gets a reason instead of a link error or a crash.
     */
    static synchronized Engine start() {
        if (engine != null) {
            return engine;
        }
        EngineSettings.apply();
        EngineSettings.torch()
                .problem()
                .ifPresent(
                        problem -> {
                            throw new EngineException(problem);
                        });
        try {
            engine = Engine.getEngine(ENGINE);
            usualThreads = JniUtils.getNumThreads();
            return engine;
        } catch (ai.djl.engine.EngineException | LinkageError e) {
            throw EngineException.because(
                    "The tensor engine cannot start from %s"
                            .formatted(EngineSettings.torch().folder()),
                    e);
        }
    }
}
