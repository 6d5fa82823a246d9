package instructblip.benchmarks.world;

/**
 * A coloured shape in a scene.
 *
 * @param right pixels from the left side of its cell
 * @param down pixels from the top of its cell
 */
record Figure(Cell cell, Size size, Colour colour, Shape shape, int right, int down) {

    /** Side of a cell in pixels. */
    static final int CELL_PIXELS = 21;

    /** A figure of any looks, anywhere in its cell with a pixel to spare on every side. */
    static Figure in(Cell cell, Dice dice) {
        Size size = dice.any(Size.ALL);
        int room = CELL_PIXELS - 1 - size.pixels();
        return new Figure(
                cell,
                size,
                dice.any(Colour.ALL),
                dice.any(Shape.ALL),
                1 + dice.below(room),
                1 + dice.below(room));
    }

    /** As {@code red circle}. */
    String name() {
        return colour.word() + " " + shape.word();
    }

    /** As {@code large red circle}. */
    String label() {
        return size.word() + " " + name();
    }
}
