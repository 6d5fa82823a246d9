package instructblip.core.request;

/** How a checkpoint reads an image, as {@code model_type} of its configuration names it. */
public enum ModelType {
    /** The Q-Former reads the instruction beside the image. */
    INSTRUCTBLIP("instructblip"),
    /** The Q-Former reads the image alone. */
    BLIP2("blip-2");

    private final String label;

    ModelType(String label) {
        this.label = label;
    }

    /** As in {@code config.json}. */
    public String label() {
        return label;
    }
}
