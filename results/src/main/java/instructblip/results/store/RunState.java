package instructblip.results.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How far a run is and when; the only part of a run folder with times in it.
 *
 * @param started first
 * @param resumed each time it was
 * @param finished last; empty while it runs
 * @param reused records that the last process kept instead of computing them
 * @param vitImages images that went through the vision encoder in the last process
 */
public record RunState(
        RunStatus status,
        Instant started,
        List<Instant> resumed,
        Optional<Instant> finished,
        long reused,
        long vitImages) {

    public RunState {
        resumed = List.copyOf(resumed);
    }
}
