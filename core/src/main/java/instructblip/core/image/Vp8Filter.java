package instructblip.core.image;

/**
 * Smooths the edges of blocks in one plane of a frame (RFC 6386, section 15).
 *
 * <p>Across an edge lie p3 p2 p1 p0 | q0 q1 q2 q3. The place of q0 tells where the edge is, a step
 * leads from one of them to the next.
 */
final class Vp8Filter {

    private static final int BLOCK = 4;

    private final Vp8Plane plane;
    private final int side;
    private final boolean simple;

    /**
     * @param side of a macroblock in this plane
     * @param simple whether only the pixels beside an edge count
     */
    Vp8Filter(Vp8Plane plane, int side, boolean simple) {
        this.plane = plane;
        this.side = side;
        this.simple = simple;
    }

    /**
     * Smooths the left and the upper edge of a macroblock.
     *
     * @param column of the macroblock
     * @param row of the macroblock
     * @param within whether the edges of its blocks, too
     */
    void smooth(int column, int row, Vp8Smoothing.Limits limits, boolean within) {
        int at = plane.at(column * side, row * side);
        int down = plane.stride();
        if (column > 0) {
            outer(at, 1, down, limits);
        }
        for (int i = BLOCK; within && i < side; i += BLOCK) {
            inner(at + i, 1, down, limits);
        }
        if (row > 0) {
            outer(at, down, 1, limits);
        }
        for (int i = BLOCK; within && i < side; i += BLOCK) {
            inner(at + i * down, down, 1, limits);
        }
    }

    /** An edge between macroblocks: it may differ more, and is smoothed further out. */
    private void outer(int start, int step, int along, Vp8Smoothing.Limits limits) {
        for (int i = 0, at = start; i < side; i++, at += along) {
            if (!isSmooth(at, step, limits, limits.edge() + 4)) {
                continue;
            }
            if (simple || isVaried(at, step, limits.variance())) {
                two(at, step);
            } else {
                six(at, step);
            }
        }
    }

    private void inner(int start, int step, int along, Vp8Smoothing.Limits limits) {
        for (int i = 0, at = start; i < side; i++, at += along) {
            if (!isSmooth(at, step, limits, limits.edge())) {
                continue;
            }
            if (simple || isVaried(at, step, limits.variance())) {
                two(at, step);
            } else {
                four(at, step);
            }
        }
    }

    /** Whether what is to be seen at the edge can come from coding. */
    private boolean isSmooth(int at, int step, Vp8Smoothing.Limits limits, int edge) {
        int beside = 4 * difference(at, at - step) + difference(at + step, at - 2 * step);
        if (beside > 2 * edge + 1) {
            return false;
        }
        int interior = limits.interior();
        return simple
                || difference(at - 4 * step, at - 3 * step) <= interior
                        && difference(at - 3 * step, at - 2 * step) <= interior
                        && difference(at - 2 * step, at - step) <= interior
                        && difference(at + 3 * step, at + 2 * step) <= interior
                        && difference(at + 2 * step, at + step) <= interior
                        && difference(at + step, at) <= interior;
    }

    private boolean isVaried(int at, int step, int variance) {
        return difference(at - 2 * step, at - step) > variance
                || difference(at + step, at) > variance;
    }

    private int difference(int one, int other) {
        return Math.abs(plane.get(one) - plane.get(other));
    }

    /** Changes p0 and q0. */
    private void two(int at, int step) {
        int a = 3 * (plane.get(at) - plane.get(at - step)) + outerStep(at, step);
        plane.add(at - step, limited(a + 3 >> 3, 4));
        plane.add(at, -limited(a + 4 >> 3, 4));
    }

    /** Changes p1 to q1. */
    private void four(int at, int step) {
        int a = 3 * (plane.get(at) - plane.get(at - step));
        int right = limited(a + 4 >> 3, 4);
        int outer = right + 1 >> 1;
        plane.add(at - 2 * step, outer);
        plane.add(at - step, limited(a + 3 >> 3, 4));
        plane.add(at, -right);
        plane.add(at + step, -outer);
    }

    /** Changes p2 to q2. */
    private void six(int at, int step) {
        int a = 3 * (plane.get(at) - plane.get(at - step)) + outerStep(at, step);
        a = limited(a, 7);
        for (int i = 0; i < 3; i++) {
            int change = 9 * (3 - i) * a + 63 >> 7;
            plane.add(at - (i + 1) * step, change);
            plane.add(at + i * step, -change);
        }
    }

    private int outerStep(int at, int step) {
        return limited(plane.get(at - 2 * step) - plane.get(at + step), 7);
    }

    /** To what a signed number of that many bits and a sign holds. */
    private static int limited(int value, int bits) {
        return Math.max(-(1 << bits), Math.min((1 << bits) - 1, value));
    }
}
