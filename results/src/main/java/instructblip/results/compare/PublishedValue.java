package instructblip.results.compare;

import java.util.List;

/**
 * A published value beside the runs.
 *
 * @param row that it stands in
 * @param cell the value with its source mark
 * @param runs by run, how far it is from the value
 */
public record PublishedValue(PublishedRow row, PublishedCell cell, List<PublishedDifference> runs) {

    public PublishedValue {
        runs = List.copyOf(runs);
    }
}
