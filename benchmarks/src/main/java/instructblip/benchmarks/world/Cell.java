package instructblip.benchmarks.world;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A place of the grid.
 *
 * @param row from the top, from 0
 * @param column from the left, from 0
 */
record Cell(int row, int column) {

    /** Rows, and columns in a row. */
    static final int SIDE = 3;

    /** All, row by row. */
    static final List<Cell> ALL =
            IntStream.range(0, SIDE * SIDE)
                    .mapToObj(number -> new Cell(number / SIDE, number % SIDE))
                    .toList();

    private static final List<String> ROWS = List.of("top", "middle", "bottom");
    private static final List<String> COLUMNS = List.of("left", "middle", "right");

    /** As people say it: {@code top left}, {@code middle right}, {@code center}. */
    String words() {
        return row == 1 && column == 1 ? "center" : ROWS.get(row) + " " + COLUMNS.get(column);
    }

    /** Whether the other one touches it at a side. */
    boolean adjoins(Cell other) {
        return Math.abs(row - other.row) + Math.abs(column - other.column) == 1;
    }
}
