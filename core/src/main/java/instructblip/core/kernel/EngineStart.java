package instructblip.core.kernel;

import java.util.concurrent.CompletableFuture;

/**
 * The engine's start on a thread of its own, which takes as long as all else that is done before a
 * tensor is needed. It must be awaited: the virtual machine cannot end in the middle of it.
 */
public final class EngineStart {

    private final CompletableFuture<Void> started;

    private EngineStart(CompletableFuture<Void> started) {
        this.started = started;
    }

    /** Begins. Where the engine cannot start, the first call that needs it will say so. */
    public static EngineStart ahead() {
        return new EngineStart(
                CompletableFuture.runAsync(
                        TorchRuntime::start, task -> new Thread(task, "engine-start").start()));
    }

    /** Returns when the engine has started, or cannot. */
    public void await() {
        started.exceptionally(refused -> null).join();
    }
}
