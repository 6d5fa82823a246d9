package instructblip.benchmarks.world;

import java.util.List;
import java.util.Locale;

/** The shapes of figures. All arithmetic is on whole numbers, so that no platform rounds. */
enum Shape {
    CIRCLE("circles") {
        @Override
        boolean covers(int x, int y, int side) {
            int right = 2 * x + 1 - side;
            int down = 2 * y + 1 - side;
            return right * right + down * down <= side * side;
        }
    },
    RECTANGLE("rectangles") {
        @Override
        boolean covers(int x, int y, int side) {
            return 6 * y >= side && 6 * y < 5 * side;
        }
    },
    TRIANGLE("triangles") {
        @Override
        boolean covers(int x, int y, int side) {
            return Math.abs(2 * x + 1 - side) <= y + 1;
        }
    },
    CROSS("crosses") {
        @Override
        boolean covers(int x, int y, int side) {
            return isMiddle(x, side) || isMiddle(y, side);
        }
    };

    static final List<Shape> ALL = List.of(values());

    private final String plural;
    private final String word;

    Shape(String plural) {
        this.plural = plural;
        this.word = name().toLowerCase(Locale.ROOT);
    }

    /**
     * Whether a pixel belongs to the shape.
     *
     * @param x from the left of its square, from 0
     * @param y from the top of its square, from 0
     * @param side of its square in pixels
     */
    abstract boolean covers(int x, int y, int side);

    private static boolean isMiddle(int at, int side) {
        return 3 * at >= side && 3 * at < 2 * side;
    }

    String word() {
        return word;
    }

    String plural() {
        return plural;
    }
}
