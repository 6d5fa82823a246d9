package instructblip.core.model;

/** A compute dtype, spelled as users write it. */
public enum Precision {
    FLOAT32("float32"),
    BFLOAT16("bfloat16"),
    FLOAT16("float16");

    private final String label;

    Precision(String label) {
        this.label = label;
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
