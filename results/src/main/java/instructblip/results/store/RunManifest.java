package instructblip.results.store;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Content of {@code run.json}.
 *
 * @param plans by benchmark; a benchmark that was not begun has none
 */
public record RunManifest(RunIdentity identity, Map<String, StoredPlan> plans, RunState state) {

    /** Version of the folder's format that this code writes. */
    public static final int FORMAT = 1;

    public RunManifest {
        plans = Collections.unmodifiableMap(new TreeMap<>(plans));
    }

    /** A run that begins. */
    static RunManifest begun(RunIdentity identity, Instant now) {
        RunState state =
                new RunState(RunStatus.RUNNING, seconds(now), List.of(), Optional.empty(), 0, 0);
        return new RunManifest(identity, Map.of(), state);
    }

    /** This run as another process goes on with it. */
    RunManifest resumed(RunIdentity by, Instant now) {
        List<Instant> resumed = new ArrayList<>(state.resumed());
        resumed.add(seconds(now));
        RunState running =
                new RunState(RunStatus.RUNNING, state.started(), resumed, Optional.empty(), 0, 0);
        return new RunManifest(identity.continuedBy(by), plans, running);
    }

    /** This run at its end. */
    RunManifest ended(RunStatus status, Instant now, long reused, long vitImages) {
        RunState ended =
                new RunState(
                        status,
                        state.started(),
                        state.resumed(),
                        Optional.of(seconds(now)),
                        reused,
                        vitImages);
        return new RunManifest(identity, plans, ended);
    }

    RunManifest with(RunIdentity known) {
        return new RunManifest(known, plans, state);
    }

    RunManifest with(BatchPlan plan) {
        Map<String, StoredPlan> more = new TreeMap<>(plans);
        more.put(plan.benchmark(), plan.stored());
        return new RunManifest(identity, more, state);
    }

    private static Instant seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS);
    }
}
