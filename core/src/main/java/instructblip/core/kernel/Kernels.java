package instructblip.core.kernel;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import instructblip.core.clock.StageClock;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * The loaded kernels on one device: TorchScript methods by name, called on tensors.
 *
 * <p>All calls belong to the thread that opened it or to {@link EngineThreads}: the engine's
 * optimiser switch is a setting of the thread, and a second thread with a team of its own slows
 * small kernels down.
 *
 * <p>Arguments may be {@link Tensor}, {@link TensorList}, {@link Integer}, {@link Long}, {@link
 * Double}, {@link Boolean}, {@link String}, {@code long[]}, {@code double[]} or {@code null} for an
 * absent optional.
 */
public final class Kernels implements AutoCloseable {

    private final PtNDManager manager;
    private final PtSymbolBlock module;
    private final IValue none;
    private final String device;
    private final DType dtype;
    private final boolean packed;
    private final boolean forTraining;
    private boolean recording;
    private boolean droppingOut;
    private final StageClock clock = new StageClock(this::finish);

    private Kernels(PtNDManager manager, PtSymbolBlock module, Setting setting) {
        this.manager = manager;
        this.module = module;
        this.device = setting.device;
        this.dtype = setting.dtype;
        this.packed = setting.linear == KernelSource.Linear.PACKED;
        this.forTraining = setting.forTraining;
        this.none = IValueUtils.runMethod(module, "none");
    }

    private record Setting(
            String device, DType dtype, KernelSource.Linear linear, boolean forTraining) {}

    /**
     * Loads the kernels.
     *
     * @param device {@code cpu} or {@code cuda:N}
     * @param dtype that weights and activations are computed in
     * @throws EngineException when the engine or the device is not usable here
     */
    public static Kernels open(String device, DType dtype) {
        return open(device, dtype, false);
    }

    /**
     * As {@link #open}, for parts of a model that do not learn and that no gradient passes through:
     * what they compute can be handed to recorded calls.
     */
    public static Kernels openBesideTraining(String device, DType dtype) {
        return open(device, dtype, true);
    }

    /**
     * As {@link #open}, with weights as they are stored: ready at once, but slower in each product
     * of few rows.
     */
    public static Kernels openPlain(String device, DType dtype) {
        return load(manager(device), new Setting(device, dtype, KernelSource.Linear.PLAIN, false));
    }

    /**
     * Loads kernels whose calls can be recorded and differentiated. They take weights as they are,
     * since the CPU's kernels for packed ones have no derivative.
     */
    public static Kernels openForTraining(String device, DType dtype) {
        return load(manager(device), new Setting(device, dtype, KernelSource.Linear.PLAIN, true));
    }

    private static Kernels open(String device, DType dtype, boolean forTraining) {
        PtNDManager manager = manager(device);
        boolean mayPack = device.equals("cpu") && dtype != DType.FLOAT16;
        if (mayPack) {
            Kernels packed =
                    openPacked(
                            manager,
                            new Setting(device, dtype, KernelSource.Linear.PACKED, forTraining));
            if (packed != null) {
                return packed;
            }
        }
        return load(manager, new Setting(device, dtype, KernelSource.Linear.PLAIN, forTraining));
    }

    /** Of the tensors to come; the engine's optimiser is off in this thread from then on. */
    private static PtNDManager manager(String device) {
        PtNDManager manager = TorchRuntime.manager(device);
        JniUtils.setGraphExecutorOptimize(false);
        return manager;
    }

    /** Null where this platform has no packed matrix kernels for the dtype. */
    private static Kernels openPacked(PtNDManager manager, Setting setting) {
        Kernels kernels = null;
        try {
            kernels = load(manager, setting);
            try (Scope scope = kernels.scope()) {
                kernels.call(scope, "try_linear", setting.dtype.code());
            }
            return kernels;
        } catch (ai.djl.engine.EngineException e) {
            if (kernels != null) {
                kernels.none.close();
            }
            return null;
        }
    }

    private static Kernels load(PtNDManager manager, Setting setting) {
        byte[] archive = TorchScriptArchive.of(KernelSource.text(setting.linear));
        try {
            PtSymbolBlock module =
                    JniUtils.loadModule(manager, new ByteArrayInputStream(archive), false, false);
            return new Kernels(manager, module, setting);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code cpu} or {@code cuda:N}. */
    public String device() {
        return device;
    }

    /** What weights and activations are computed in. */
    public DType dtype() {
        return dtype;
    }

    /** Whether matrices are packed for the CPU's matrix kernels. */
    public boolean packed() {
        return packed;
    }

    /** Times the stages that compute with these kernels; stands still unless started. */
    public StageClock clock() {
        return clock;
    }

    /** Waits for a GPU: what is copied from it comes behind all that it was given before. */
    private void finish() {
        if (!device.equals("cpu")) {
            try (Scope scope = scope()) {
                scope.tensor(new float[1], 1).floats();
            }
        }
    }

    /** A new scope for tensors on this device. */
    public Scope scope() {
        return new Scope((PtNDManager) manager.newSubManager());
    }

    /**
     * Calls a kernel that returns one tensor; the tensor belongs to the scope.
     *
     * @throws EngineMemoryException where the device has no room, as all calls do
     */
    public Tensor call(Scope scope, String kernel, Object... arguments) {
        try (IValue result = result(kernel, arguments)) {
            return new Tensor(result.toTensor(scope.manager()));
        }
    }

    /** The bytes of a tensor in this dtype, as they lie on the device. */
    public byte[] bytes(Tensor tensor) {
        try (Scope scope = scope()) {
            return call(scope, "raw", tensor).array().toByteArray();
        }
    }

    /**
     * A tensor in this dtype from its bytes.
     *
     * @param bytes direct, from position 0 to the limit; copied
     */
    public Tensor tensor(Scope scope, ByteBuffer bytes, long[] shape) {
        try (Tensor raw = scope.tensor(bytes)) {
            return call(scope, "typed", raw, shape, dtype.code(), dtype.code());
        }
    }

    /** Calls a kernel that returns a tuple of tensors; they belong to the scope. */
    public List<Tensor> tuple(Scope scope, String kernel, Object... arguments) {
        List<Tensor> tensors = new ArrayList<>();
        try (IValue result = result(kernel, arguments)) {
            for (IValue element : result.toIValueTuple()) {
                try (element) {
                    tensors.add(new Tensor(element.toTensor(scope.manager())));
                }
            }
        }
        return tensors;
    }

    /** Calls a kernel that returns a list of tensors; the caller closes it. */
    public TensorList list(String kernel, Object... arguments) {
        return new TensorList(result(kernel, arguments));
    }

    /** Makes a list that keeps its tensors alive beyond their scope; the caller closes it. */
    public TensorList listOf(List<Tensor> tensors) {
        return new TensorList(
                IValue.listFrom(tensors.stream().map(Tensor::array).toArray(PtNDArray[]::new)));
    }

    /** Calls a kernel that returns nothing: it changes its arguments. */
    public void run(String kernel, Object... arguments) {
        result(kernel, arguments).close();
    }

    /**
     * Records the calls that something makes, so that gradients of its result can be asked for.
     *
     * @param dropout whether {@link #dropout} has the rates of training meanwhile
     * @throws IllegalStateException unless these are kernels for training
     */
    public <T> T recorded(boolean dropout, Supplier<T> calls) {
        if (!forTraining || packed) {
            throw new IllegalStateException("these kernels have no derivatives");
        }
        recording = true;
        droppingOut = dropout;
        try {
            return calls.get();
        } finally {
            recording = false;
            droppingOut = false;
        }
    }

    /**
     * The rate of a dropout right now.
     *
     * @param rate in training
     * @return 0 where nothing is dropped
     */
    public double dropout(double rate) {
        return droppingOut ? rate : 0;
    }

    /** The tensors of a list; they belong to the scope. */
    public List<Tensor> tensors(Scope scope, TensorList list) {
        return Arrays.stream(list.value().toTensorArray(scope.manager())).map(Tensor::new).toList();
    }

    private IValue result(String kernel, Object... arguments) {
        IValue[] inputs = new IValue[arguments.length];
        try {
            for (int i = 0; i < arguments.length; i++) {
                inputs[i] = input(arguments[i]);
            }
            return EngineMemoryException.told(
                    () ->
                            forTraining
                                    ? RecordedCalls.run(module, kernel, inputs, recording)
                                    : IValueUtils.runMethod(module, kernel, inputs));
        } finally {
            for (int i = 0; i < inputs.length; i++) {
                if (inputs[i] != null
                        && inputs[i] != none
                        && !(arguments[i] instanceof TensorList)) {
                    inputs[i].close();
                }
            }
        }
    }

    private IValue input(Object argument) {
        if (argument == null) {
            return none;
        } else if (argument instanceof Tensor tensor) {
            return IValue.from(tensor.array());
        } else if (argument instanceof TensorList list) {
            return list.value();
        } else if (argument instanceof Integer number) {
            return IValue.from(number.longValue());
        } else if (argument instanceof Long number) {
            return IValue.from((long) number);
        } else if (argument instanceof Double number) {
            return IValue.from((double) number);
        } else if (argument instanceof Boolean flag) {
            return IValue.from((boolean) flag);
        } else if (argument instanceof String text) {
            return IValue.from(text);
        } else if (argument instanceof long[] numbers) {
            return IValue.listFrom(numbers);
        } else if (argument instanceof double[] numbers) {
            return IValue.listFrom(numbers);
        }
        throw new AssertionError("no kernel takes a " + argument.getClass());
    }

    /** Tensors alive on this device, those of open scopes included. */
    public int liveTensors() {
        return manager.getManagedArrays().size();
    }

    @Override
    public void close() {
        none.close();
        manager.close();
    }
}
