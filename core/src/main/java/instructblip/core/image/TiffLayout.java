package instructblip.core.image;

/**
 * How the samples of a TIFF image are stored.
 *
 * @param width in pixels, before any rotation
 * @param height in pixels, before any rotation
 * @param bits per sample
 * @param samples per pixel, colours first
 * @param separate whether each sample has a plane of its own
 * @param segmentWidth of a tile; the image's where it is cut into strips
 * @param segmentHeight of a tile or strip
 */
record TiffLayout(
        int width,
        int height,
        int bits,
        int samples,
        boolean separate,
        int segmentWidth,
        int segmentHeight) {

    static final int WIDTH = 256;
    static final int HEIGHT = 257;
    static final int BITS = 258;
    static final int SAMPLES = 277;
    static final int ROWS_PER_STRIP = 278;
    static final int PLANES = 284;
    static final int TILE_WIDTH = 322;
    static final int TILE_HEIGHT = 323;
    static final int SAMPLE_FORMAT = 339;

    private static final int MAX_SAMPLES = 6;
    private static final int UNSIGNED = 1;

    static TiffLayout read(FileBytes file, TiffTags tags) throws ImageException {
        long width = tags.number(WIDTH, 0);
        long height = tags.number(HEIGHT, 0);
        PixelLimit.check(file, width, height);
        boolean tiled = tags.has(TILE_WIDTH);
        long segmentWidth = tiled ? tags.number(TILE_WIDTH, 0) : width;
        long segmentHeight =
                tiled
                        ? tags.number(TILE_HEIGHT, 0)
                        : Math.min(height, tags.number(ROWS_PER_STRIP, height));
        PixelLimit.check(file, segmentWidth, segmentHeight);
        // Tiles reach over the image's edge: what is unpacked is limited, too.
        PixelLimit.check(file, padded(width, segmentWidth), padded(height, segmentHeight));
        int samples = (int) Math.min(MAX_SAMPLES + 1, tags.number(SAMPLES, 1));
        return new TiffLayout(
                (int) width,
                (int) height,
                bits(file, tags, samples),
                samples,
                samples > 1 && tags.number(PLANES, 1) == 2,
                (int) segmentWidth,
                (int) segmentHeight);
    }

    private static long padded(long size, long step) {
        return (size + step - 1) / step * step;
    }

    private static int bits(FileBytes file, TiffTags tags, int samples) throws ImageException {
        int bits = (int) Math.min(64, tags.number(BITS, 1));
        boolean alike = true;
        int stated = (int) Math.min(samples, tags.count(BITS));
        for (long other : stated == 0 ? new long[0] : tags.numbers(BITS, stated)) {
            alike &= other == bits;
        }
        long format = tags.number(SAMPLE_FORMAT, UNSIGNED);
        boolean packed = bits == 1 || bits == 2 || bits == 4;
        boolean whole = bits == 8 || bits == 16;
        if (!alike
                || !(whole || packed && samples == 1)
                || samples < 1
                || samples > MAX_SAMPLES
                || format != UNSIGNED) {
            throw file.problem(
                    "a TIFF image of %d samples of %s bits, sample format %d, expected unsigned: 1"
                            + " to 6 samples of 8 or 16 bits, or 1 of 1, 2 or 4",
                    samples, alike ? bits : "different", format);
        }
        return bits;
    }

    int planes() {
        return separate ? samples : 1;
    }

    int samplesPerPlane() {
        return separate ? 1 : samples;
    }

    int segmentsAcross() {
        return (width + segmentWidth - 1) / segmentWidth;
    }

    int segmentsDown() {
        return (height + segmentHeight - 1) / segmentHeight;
    }

    /** Bytes of a row of a segment. */
    int rowBytes() {
        return (int) (((long) segmentWidth * samplesPerPlane() * bits + 7) / 8);
    }
}
