package instructblip.core.image;

/** Guesses blocks of pixels from those above and to the left (RFC 6386, section 12). */
final class Vp8Prediction {

    private static final int UNKNOWN = 128;
    private static final int SIDE = 4;

    /** Around a block, counter-clockwise backwards: see {@link #edge}. */
    private static final int CORNER = 5;

    private Vp8Prediction() {}

    /**
     * Predicts a whole macroblock of brightness or colour.
     *
     * @param x of its first pixel
     * @param y of its first pixel
     * @param side in pixels, 16 or 8
     * @param mode as in {@link Vp8Modes}
     */
    static void whole(Vp8Plane plane, int x, int y, int side, int mode) {
        int at = plane.at(x, y);
        int above = at - plane.stride();
        int mean = mode == Vp8Modes.DC ? mean(plane, x, y, side) : 0;
        int corner = plane.get(above - 1);
        for (int row = 0; row < side; row++) {
            int start = at + row * plane.stride();
            int left = plane.get(start - 1);
            for (int column = 0; column < side; column++) {
                int top = plane.get(above + column);
                int level =
                        switch (mode) {
                            case Vp8Modes.DC -> mean;
                            case Vp8Modes.VERTICAL -> top;
                            case Vp8Modes.HORIZONTAL -> left;
                            default -> Vp8Plane.clip(left + top - corner);
                        };
                plane.set(start + column, level);
            }
        }
    }

    /** Of the edges that lie within the picture. */
    private static int mean(Vp8Plane plane, int x, int y, int side) {
        int at = plane.at(x, y);
        int sum = 0;
        int count = 0;
        for (int i = 0; i < side && y > 0; i++, count++) {
            sum += plane.get(at - plane.stride() + i);
        }
        for (int i = 0; i < side && x > 0; i++, count++) {
            sum += plane.get(at + i * plane.stride() - 1);
        }
        return count == 0 ? UNKNOWN : (sum + count / 2) / count;
    }

    /**
     * Predicts a block of 4x4 pixels.
     *
     * @param at place of its first pixel
     * @param aboveRight place of the four pixels that follow those above it
     * @param mode as in {@link Vp8Modes}
     */
    static void block(Vp8Plane plane, int at, int aboveRight, int mode) {
        int[] edge = edge(plane, at, aboveRight);
        int mean = 4;
        for (int i = 0; i < SIDE; i++) {
            mean += edge[CORNER - 1 - i] + edge[CORNER + 1 + i];
        }
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                int level =
                        switch (mode) {
                            case Vp8Modes.BLOCK_DC -> mean >> 3;
                            case Vp8Modes.BLOCK_TRUE_MOTION ->
                                    Vp8Plane.clip(
                                            edge[CORNER - 1 - y]
                                                    + edge[CORNER + 1 + x]
                                                    - edge[CORNER]);
                            case Vp8Modes.BLOCK_VERTICAL -> smooth(edge, CORNER + 1 + x);
                            case Vp8Modes.BLOCK_HORIZONTAL -> smooth(edge, CORNER - 1 - y);
                            case Vp8Modes.BLOCK_LEFT_DOWN -> smooth(edge, CORNER + 2 + x + y);
                            case Vp8Modes.BLOCK_RIGHT_DOWN -> smooth(edge, CORNER + x - y);
                            case Vp8Modes.BLOCK_VERTICAL_RIGHT -> steep(edge, 2 * x - y, 1);
                            case Vp8Modes.BLOCK_HORIZONTAL_DOWN -> steep(edge, 2 * y - x, -1);
                            case Vp8Modes.BLOCK_VERTICAL_LEFT -> verticalLeft(edge, x, y);
                            default -> horizontalUp(edge, x + 2 * y);
                        };
                plane.set(at + y * plane.stride() + x, level);
            }
        }
    }

    /**
     * The pixels around a block, from the lowest on the left over the corner to the last above on
     * the right; the first and last stand there twice.
     */
    private static int[] edge(Vp8Plane plane, int at, int aboveRight) {
        int[] edge = new int[15];
        int above = at - plane.stride();
        edge[CORNER] = plane.get(above - 1);
        for (int i = 0; i < SIDE; i++) {
            edge[CORNER - 1 - i] = plane.get(at + i * plane.stride() - 1);
            edge[CORNER + 1 + i] = plane.get(above + i);
            edge[CORNER + 1 + SIDE + i] = plane.get(aboveRight + i);
        }
        edge[0] = edge[1];
        edge[14] = edge[13];
        return edge;
    }

    /** Of a pixel of the edge and both neighbours. */
    private static int smooth(int[] edge, int i) {
        return edge[i - 1] + 2 * edge[i] + edge[i + 1] + 2 >> 2;
    }

    /** Of a pixel of the edge and the next. */
    private static int between(int[] edge, int i) {
        return edge[i] + edge[i + 1] + 1 >> 1;
    }

    /**
     * Along a line that falls two pixels for one, seen from the corner.
     *
     * @param half steps from the corner, twice
     * @param direction 1 = along the upper edge, -1 = down the left one
     */
    private static int steep(int[] edge, int half, int direction) {
        if (half < -1) {
            return smooth(edge, CORNER + direction * (half + 1));
        }
        if (half % 2 != 0) {
            return smooth(edge, CORNER + direction * ((half + 1) / 2));
        }
        int next = CORNER + direction * (half / 2);
        return between(edge, direction > 0 ? next : next - 1);
    }

    private static int verticalLeft(int[] edge, int x, int y) {
        if (x == 3 && y >= 2) {
            return smooth(edge, CORNER + 4 + y);
        }
        int i = CORNER + 1 + x + y / 2;
        return y % 2 == 0 ? between(edge, i) : smooth(edge, i + 1);
    }

    private static int horizontalUp(int[] edge, int half) {
        if (half > 5) {
            return edge[1];
        }
        int i = CORNER - 2 - half / 2;
        return half % 2 == 0 ? between(edge, i) : smooth(edge, i);
    }
}
