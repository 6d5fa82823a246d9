package instructblip.core.image;

/** What becomes of an image's transparency on the way to RGB. */
public enum Alpha {
    /** The colour under a transparent pixel counts in full: Pillow's {@code convert("RGB")}. */
    DROP,
    /** Composited onto a white background: the image processor of {@code transformers}. */
    BLEND_ON_WHITE
}
