package instructblip.core.kernel;

import ai.djl.pytorch.jni.IValue;

/**
 * Tensors handed to a kernel as one list: the weights of a stack, or a key/value store. Building
 * such a list costs more than a call, so it is built once. Whoever got it closes it.
 */
public final class TensorList implements AutoCloseable {

    private final IValue value;

    TensorList(IValue value) {
        this.value = value;
    }

    IValue value() {
        return value;
    }

    @Override
    public void close() {
        value.close();
    }
}
