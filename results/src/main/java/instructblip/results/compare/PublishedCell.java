package instructblip.results.compare;

import java.util.Optional;

/**
 * A published value.
 *
 * @param benchmark by this tool's name
 * @param split as it was published
 * @param comparableSplit this tool's name for that split; empty where the publication does not say
 *     enough to name one
 * @param metric by this tool's name
 * @param value on the printed scale
 * @param method that reached it, where a row holds several
 * @param sources keys of the transcriptions that have it
 * @param firm whether more than one of them does
 */
public record PublishedCell(
        String benchmark,
        String split,
        Optional<String> comparableSplit,
        String metric,
        double value,
        Optional<String> method,
        String sources,
        boolean firm) {}
