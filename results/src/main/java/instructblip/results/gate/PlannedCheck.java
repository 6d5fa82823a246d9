package instructblip.results.gate;

import java.util.OptionalDouble;

/**
 * What the gate could find of one benchmark.
 *
 * @param benchmark name
 * @param n number of samples that have a score
 * @param images number of images that they belong to
 * @param margin loss that is allowed, in points
 * @param changed share of samples whose score changes, in percent
 * @param observed whether two runs showed that share, or it is assumed
 * @param drop smallest drop of the value that is found as a regression, in points, at the plan's
 *     power; empty where all samples are of one image
 * @param equalPasses whether a candidate of the same quality passes, at the plan's power
 */
public record PlannedCheck(
        String benchmark,
        int n,
        int images,
        double margin,
        double changed,
        boolean observed,
        OptionalDouble drop,
        boolean equalPasses) {}
