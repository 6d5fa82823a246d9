package instructblip.results.report.html;

import java.util.List;

/**
 * A plot with a line per value, all on one scale.
 *
 * @param title what is plotted
 * @param axis on which
 * @param legend what the marks are
 * @param rows from the top
 * @param note what is not in it; empty where all is
 */
record Plot(Shown title, Axis axis, List<Key> legend, List<Row> rows, Shown note) {

    private static final int MOST_ROWS = 120;

    /**
     * What a kind of mark is.
     *
     * @param look class of the mark
     */
    record Key(String look, Shown text) {}

    /**
     * A line of the plot.
     *
     * @param group over this and the next lines; empty where it is the one before
     * @param label of this line; may be empty where the group says all
     * @param value as text
     */
    record Row(Shown group, Shown label, String value, List<Mark> marks) {}

    /** The shapes that there are. */
    enum Shape {
        BAR,
        WHISKER,
        DOT,
        PUBLISHED
    }

    /**
     * A mark.
     *
     * @param look class that says its colour
     * @param from left end, a share of the width
     * @param width share of the width; 0 for a point
     * @param to right end
     * @param title what it is, shown when one points at it
     */
    record Mark(Shape shape, String look, String from, String width, String to, Shown title) {

        boolean isBar() {
            return shape == Shape.BAR;
        }

        boolean isWhisker() {
            return shape == Shape.WHISKER;
        }

        boolean isDot() {
            return shape == Shape.DOT;
        }
    }

    /** A plot of these lines, or of as many as people look at. */
    static Plot of(String title, Axis axis, List<Key> legend, List<Row> rows) {
        int more = Math.max(0, rows.size() - MOST_ROWS);
        return new Plot(
                Shown.of(title),
                axis,
                List.copyOf(legend),
                rows.stream().limit(MOST_ROWS).toList(),
                Shown.of(more == 0 ? "" : more + " more lines are left out."));
    }

    static Mark bar(Axis axis, String look, double value, String title) {
        double zero = Math.max(0, axis.low());
        double from = Math.min(zero, value);
        double to = Math.max(zero, value);
        return range(Shape.BAR, axis, look, from, to, title);
    }

    static Mark whisker(Axis axis, String look, double low, double high, String title) {
        return range(Shape.WHISKER, axis, look, low, high, title);
    }

    static Mark point(Shape shape, Axis axis, String look, double value, String title) {
        return range(shape, axis, look, value, value, title);
    }

    private static Mark range(
            Shape shape, Axis axis, String look, double from, double to, String title) {
        return new Mark(
                shape, look, axis.at(from), axis.between(from, to), axis.at(to), Shown.of(title));
    }
}
