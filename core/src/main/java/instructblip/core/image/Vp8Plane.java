package instructblip.core.image;

import java.util.Arrays;

/** Brightness or one colour of a frame, in whole macroblocks, with the border that VP8 assumes. */
final class Vp8Plane {

    /** What stands above the picture. */
    private static final byte ABOVE = 127;

    /** What stands to the left of it. */
    private static final byte LEFT = (byte) 129;

    /** Pixels beside the last column that the mode of a block may look at. */
    private static final int RIGHT = 4;

    private final int width;
    private final int stride;
    private final byte[] levels;

    Vp8Plane(int width, int height) {
        this.width = width;
        this.stride = 1 + width + RIGHT;
        this.levels = new byte[stride * (1 + height)];
        Arrays.fill(levels, 0, stride, ABOVE);
        for (int y = 0; y < height; y++) {
            levels[at(-1, y)] = LEFT;
        }
    }

    /** Distance of a pixel's place to the one below. */
    int stride() {
        return stride;
    }

    /** Place of a pixel. */
    int at(int x, int y) {
        return (1 + y) * stride + 1 + x;
    }

    int get(int at) {
        return levels[at] & 0xff;
    }

    void set(int at, int level) {
        levels[at] = (byte) level;
    }

    void add(int at, int difference) {
        levels[at] = clip(get(at) + difference);
    }

    static byte clip(int level) {
        return (byte) Math.max(0, Math.min(255, level));
    }

    /** Repeats the last pixel of a row in the border beside it. */
    void extend(int y) {
        int last = at(width - 1, y);
        Arrays.fill(levels, last + 1, last + 1 + RIGHT, levels[last]);
    }
}
