package instructblip.core.clock;

/** What happens to a sample between its files and its answer. */
public enum Stage {
    /** Bytes of an image from its file. */
    READ(false),
    /** From bytes to pixels in the vision encoder's size; of a clip reading too. */
    DECODE(false),
    /** Normalised pixels through the vision encoder. */
    VIT(true),
    /** Q-Former and projection. */
    QFORMER(true),
    /** Visual tokens and prompt through the language model. */
    PREFILL(true),
    /** Tokens of the answer, chosen and written. */
    GENERATE(true),
    /** Candidates behind the prompt. */
    RANK(true);

    private final boolean onDevice;

    Stage(boolean onDevice) {
        this.onDevice = onDevice;
    }

    /** Whether it computes on the model's device, in the model's thread. */
    boolean isOnDevice() {
        return onDevice;
    }
}
