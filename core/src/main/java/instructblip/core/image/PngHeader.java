package instructblip.core.image;

import java.util.List;

/**
 * The {@code IHDR} chunk.
 *
 * @param width in pixels
 * @param height in pixels
 * @param depth bits per sample
 * @param kind what the samples of a pixel are
 * @param interlaced whether the pixels come in the seven passes of Adam7
 */
record PngHeader(int width, int height, int depth, Kind kind, boolean interlaced) {

    /** The colour types of the format, their number and the sample depths they allow. */
    enum Kind {
        GREY(0, 1, List.of(1, 2, 4, 8, 16)),
        RGB(2, 3, List.of(8, 16)),
        PALETTE(3, 1, List.of(1, 2, 4, 8)),
        GREY_ALPHA(4, 2, List.of(8, 16)),
        RGB_ALPHA(6, 4, List.of(8, 16));

        private final int code;
        private final int samples;
        private final List<Integer> depths;

        Kind(int code, int samples, List<Integer> depths) {
            this.code = code;
            this.samples = samples;
            this.depths = depths;
        }
    }

    /** Every {@code stepX}-th pixel of every {@code stepY}-th row, from (x, y) on. */
    record Pass(int x, int y, int stepX, int stepY) {}

    private static final List<Pass> WHOLE = List.of(new Pass(0, 0, 1, 1));
    private static final List<Pass> ADAM7 =
            List.of(
                    new Pass(0, 0, 8, 8),
                    new Pass(4, 0, 8, 8),
                    new Pass(0, 4, 4, 8),
                    new Pass(2, 0, 4, 4),
                    new Pass(0, 2, 2, 4),
                    new Pass(1, 0, 2, 2),
                    new Pass(0, 1, 1, 2));

    static PngHeader read(FileBytes file, long at) throws ImageException {
        long width = file.u32be(at);
        long height = file.u32be(at + 4);
        PixelLimit.check(file, width, height);
        int depth = file.u8(at + 8);
        int filter = file.u8(at + 11);
        if (filter != 0) {
            throw file.problem("PNG filter method " + filter + ", expected 0");
        }
        Kind kind = kind(file, file.u8(at + 9), depth);
        return new PngHeader((int) width, (int) height, depth, kind, file.u8(at + 12) != 0);
    }

    private static Kind kind(FileBytes file, int code, int depth) throws ImageException {
        for (Kind kind : Kind.values()) {
            if (kind.code == code && kind.depths.contains(depth)) {
                return kind;
            }
        }
        throw file.problem(
                "PNG colour type " + code + " with " + depth + " bits, which does not exist");
    }

    List<Pass> passes() {
        return interlaced ? ADAM7 : WHOLE;
    }

    private int bitsPerPixel() {
        return kind.samples * depth;
    }

    /** Distance between the bytes that a row filter relates. */
    int filterDistance() {
        return Math.max(1, bitsPerPixel() / 8);
    }

    int rowBytes(int pixels) {
        return (int) (((long) pixels * bitsPerPixel() + 7) / 8);
    }
}
