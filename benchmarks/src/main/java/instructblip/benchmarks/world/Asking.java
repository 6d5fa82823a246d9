package instructblip.benchmarks.world;

import java.util.List;

/** What a task can ask about a scene. */
@FunctionalInterface
interface Asking {

    /**
     * All records that are possible.
     *
     * @param dice for what is left to chance within a record, as the order of options
     */
    List<Possible> about(Scene scene, Dice dice);
}
