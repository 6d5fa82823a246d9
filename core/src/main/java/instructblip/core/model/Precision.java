package instructblip.core.model;

import instructblip.core.kernel.DType;

/** A compute dtype, spelled as users write it. */
public enum Precision {
    FLOAT32("float32", DType.FLOAT32),
    BFLOAT16("bfloat16", DType.BFLOAT16),
    FLOAT16("float16", DType.FLOAT16);

    private final String label;
    private final DType dtype;

    Precision(String label, DType dtype) {
        this.label = label;
        this.dtype = dtype;
    }

    DType dtype() {
        return dtype;
    }

    /** As on the command line and in manifests. */
    public String label() {
        return label;
    }

    @Override
    public String toString() {
        return label;
    }
}
