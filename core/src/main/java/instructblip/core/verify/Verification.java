package instructblip.core.verify;

import instructblip.core.model.InstructBlip;

/** Compares this machine's numbers with a recording, stage by stage and text by text. */
public final class Verification {

    private Verification() {}

    /** Whether the folder holds a recording of image preprocessing, which needs no model. */
    public static boolean needsNoModel(VerifyOptions options) {
        throw new UnsupportedOperationException();
    }

    /** Compares image preprocessing alone. */
    public static VerifyReport ofImages(VerifyOptions options) {
        throw new UnsupportedOperationException();
    }

    /** Compares a model; the recording may be of either form. */
    public static VerifyReport of(InstructBlip model, VerifyOptions options) {
        throw new UnsupportedOperationException();
    }
}
