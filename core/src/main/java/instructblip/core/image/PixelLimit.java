package instructblip.core.image;

/** How large an image may declare itself; checked before its pixels are allocated. */
final class PixelLimit {

    /** Where Pillow begins to warn of a decompression bomb. */
    static final long MAX_PIXELS = 89_478_485;

    /** Keeps the resize coefficients of a very long image small. */
    static final int MAX_SIDE = 1 << 20;

    private PixelLimit() {}

    static void check(FileBytes file, long width, long height) throws ImageException {
        if (width < 1 || height < 1) {
            throw file.problem("an image of %dx%d pixels, expected some", width, height);
        }
        if (width > MAX_SIDE || height > MAX_SIDE || width * height > MAX_PIXELS) {
            throw file.problem(
                    "an image of %dx%d pixels, expected at most %d and no side over %d",
                    width, height, MAX_PIXELS, MAX_SIDE);
        }
    }
}
