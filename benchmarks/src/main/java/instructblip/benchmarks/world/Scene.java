package instructblip.benchmarks.world;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Coloured shapes on a grid, at most one in a cell.
 *
 * @param figures row by row
 */
record Scene(List<Figure> figures) {

    /** What stands in an empty cell. */
    static final String EMPTY = "empty";

    private static final int FEWEST = 6;

    Scene {
        figures = List.copyOf(figures);
    }

    /** Six to nine figures of any looks in any cells. */
    static Scene any(Dice dice) {
        int count = FEWEST + dice.below(Cell.ALL.size() + 1 - FEWEST);
        return new Scene(
                dice.shuffled(Cell.ALL).subList(0, count).stream()
                        .sorted(Comparator.comparing(Cell.ALL::indexOf))
                        .map(cell -> Figure.in(cell, dice))
                        .toList());
    }

    /** What stands in each cell, row by row; scenes that look alike say the same. */
    List<String> labels() {
        return Cell.ALL.stream().map(cell -> at(cell).map(Figure::label).orElse(EMPTY)).toList();
    }

    /** What stands where, as {@code top left: small blue circle. center: large red cross.} */
    String words() {
        return figures.stream()
                .map(figure -> figure.cell().words() + ": " + figure.label() + ".")
                .collect(Collectors.joining(" "));
    }

    Optional<Figure> at(Cell cell) {
        return figures.stream().filter(figure -> figure.cell().equals(cell)).findFirst();
    }

    int count(Predicate<Figure> kind) {
        return (int) figures.stream().filter(kind).count();
    }

    /** Figures that are the only ones of their name. */
    List<Figure> uniquelyNamed() {
        return figures.stream()
                .filter(figure -> count(other -> other.name().equals(figure.name())) == 1)
                .toList();
    }

    /** Figures that are the only ones of their colour. */
    List<Figure> uniquelyColoured() {
        return figures.stream()
                .filter(figure -> count(other -> other.colour() == figure.colour()) == 1)
                .toList();
    }

    /** Figures that are the only ones of their shape. */
    List<Figure> uniquelyShaped() {
        return figures.stream()
                .filter(figure -> count(other -> other.shape() == figure.shape()) == 1)
                .toList();
    }

    /** Colours that are there, each once. */
    List<Colour> colours() {
        return figures.stream().map(Figure::colour).distinct().toList();
    }

    /** Shapes that are there, each once. */
    List<Shape> shapes() {
        return figures.stream().map(Figure::shape).distinct().toList();
    }
}
