package instructblip.benchmarks.world;

import java.util.List;

/** Where a cell is, seen from another one. */
enum Relation {
    LEFT("left of"),
    RIGHT("right of"),
    ABOVE("above"),
    BELOW("below");

    static final List<Relation> ALL = List.of(values());

    private final String words;

    Relation(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }

    /** Columns or rows that the first cell is further in this direction; 0 or less: it is not. */
    int steps(Cell first, Cell second) {
        return switch (this) {
            case LEFT -> second.column() - first.column();
            case RIGHT -> first.column() - second.column();
            case ABOVE -> second.row() - first.row();
            case BELOW -> first.row() - second.row();
        };
    }
}
