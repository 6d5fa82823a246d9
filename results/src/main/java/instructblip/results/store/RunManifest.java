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
 * @param seals by benchmark; one that is not answered as a whole has none
 */
public record RunManifest(
        RunIdentity identity,
        Map<String, StoredPlan> plans,
        Map<String, PredictionsSeal> seals,
        RunState state) {

    /** Version of the folder's format that this code writes. */
    public static final int FORMAT = 1;

    public RunManifest {
        plans = Collections.unmodifiableMap(new TreeMap<>(plans));
        seals = Collections.unmodifiableMap(new TreeMap<>(seals));
    }

    /** A run that begins. */
    static RunManifest begun(RunIdentity identity, Instant now) {
        RunState state =
                new RunState(RunStatus.RUNNING, seconds(now), List.of(), Optional.empty(), 0, 0);
        return new RunManifest(identity, Map.of(), Map.of(), state);
    }

    /** This run as another process goes on with it. */
    RunManifest resumed(RunIdentity by, Instant now) {
        List<Instant> resumed = new ArrayList<>(state.resumed());
        resumed.add(seconds(now));
        RunState running =
                new RunState(RunStatus.RUNNING, state.started(), resumed, Optional.empty(), 0, 0);
        return new RunManifest(identity.continuedBy(by), plans, seals, running);
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
        return new RunManifest(identity, plans, seals, ended);
    }

    RunManifest with(RunIdentity known) {
        return new RunManifest(known, plans, seals, state);
    }

    RunManifest with(BatchPlan plan) {
        Map<String, StoredPlan> more = new TreeMap<>(plans);
        more.put(plan.benchmark(), plan.stored());
        return new RunManifest(identity, more, seals, state);
    }

    /** With a benchmark that is answered as a whole. */
    RunManifest sealed(String benchmark, PredictionsSeal seal) {
        Map<String, PredictionsSeal> more = new TreeMap<>(seals);
        more.put(benchmark, seal);
        return new RunManifest(identity, plans, more, state);
    }

    /** With a benchmark whose records are about to change. */
    RunManifest unsealed(String benchmark) {
        Map<String, PredictionsSeal> fewer = new TreeMap<>(seals);
        fewer.remove(benchmark);
        return new RunManifest(identity, plans, fewer, state);
    }

    /** A benchmark's file in the run's folder. */
    FinishedPredictions finished(RunFiles files, String benchmark) {
        return new FinishedPredictions(
                files.predictions(benchmark),
                benchmark,
                identity.benchmark(benchmark).samples(),
                Optional.ofNullable(seals.get(benchmark)));
    }

    private static Instant seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS);
    }
}
