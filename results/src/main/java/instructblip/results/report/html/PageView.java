package instructblip.results.report.html;

import java.util.List;
import java.util.Optional;

/**
 * What stands on a page, from the top.
 *
 * @param kind of page
 * @param title of it
 * @param about what it is of, in a line
 * @param tiles the figures that one looks for first
 * @param notices what one must know before one believes them
 * @param results tables of values
 * @param plots by what they show
 * @param gallery of samples; empty where there can be none
 * @param details tables for a closer look
 */
record PageView(
        String kind,
        Shown title,
        List<Shown> about,
        List<Tile> tiles,
        List<Shown> notices,
        List<TableView> results,
        List<PlotGroup> plots,
        Optional<Gallery> gallery,
        List<TableView> details) {

    /**
     * A figure.
     *
     * @param look class of its colour
     * @param note under it; may be empty
     */
    record Tile(String look, Shown label, Shown value, Shown note) {}

    /**
     * Plots that belong together.
     *
     * @param look class of the group: "wide" for plots that take the whole width
     */
    record PlotGroup(String look, String title, List<Plot> plots) {}

    /**
     * Samples and the filters over them.
     *
     * @param title of the part
     * @param notes how many are shown, and what is left out
     * @param filters by kind
     * @param sets of which a card belongs to one
     * @param cards in their order
     */
    record Gallery(
            String title,
            List<Shown> notes,
            List<Filter> filters,
            List<Shown> sets,
            List<Card> cards) {}

    /**
     * A filter by kind.
     *
     * @param code among the kinds of a card; "all" for every one
     */
    record Filter(String code, String label, int count) {}
}
