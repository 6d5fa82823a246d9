package instructblip.benchmarks.catalog;

import java.util.List;

/**
 * Tasks of the small world that the program draws: the held-in ones, the held-out ones, the cells.
 */
final class WorldSets {

    static final List<Benchmark> ALL =
            ShippedDescription.all(
                    "world-captions",
                    "world-colors",
                    "world-shapes",
                    "world-counting",
                    "world-yes-no",
                    "world-questions",
                    "world-relations",
                    "world-choice",
                    "world-statements",
                    "world-dialogs",
                    "world-cells");

    private WorldSets() {}
}
