package instructblip.results.statistics;

import java.util.SplittableRandom;

/** Draws two runs whose true difference is known. */
@FunctionalInterface
interface PairSource {

    /**
     * A pair of runs.
     *
     * @param loss that the candidate truly has, in points
     */
    PairedScores draw(double loss, SplittableRandom random);
}
