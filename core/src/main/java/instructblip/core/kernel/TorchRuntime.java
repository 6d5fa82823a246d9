package instructblip.core.kernel;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;

/** Starts the native engine: offline, without tracking, with its optimiser off. */
public final class TorchRuntime {

    private static final String ENGINE = "PyTorch";

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

    /** Versions for a manifest. */
    public static String versions() {
        return "djl " + Engine.getDjlVersion() + ", pytorch " + start().getVersion();
    }

    /** GPUs that the engine sees. */
    public static int gpus() {
        return start().getGpuCount();
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

    /** The engine; a machine that cannot run it gets a reason instead of a link error. */
    static Engine start() {
        // Without these the engine may fetch libraries and report its use over the network.
        setDefault("ai.djl.offline", "true");
        setDefault("OPT_OUT_TRACKING", "true");
        setDefault("ai.djl.pytorch.graph_optimizer", "false");
        try {
            return Engine.getEngine(ENGINE);
        } catch (ai.djl.engine.EngineException | LinkageError e) {
            throw new EngineException("The tensor engine cannot start here: " + rootMessage(e), e);
        }
    }

    private static void setDefault(String key, String value) {
        if (System.getProperty(key) == null) {
            System.setProperty(key, value);
        }
    }

    private static String rootMessage(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String message = String.valueOf(root.getMessage());
        return message.lines().findFirst().orElse(root.getClass().getSimpleName());
    }
}
