package instructblip.cli.score;

import instructblip.cli.console.ExitCode;
import instructblip.results.store.SampleCounts;
import instructblip.results.store.ScoredRecords;
import java.util.List;

/**
 * What a file of predictions is worth.
 *
 * @param scored result and scores of the samples
 * @param missing number of samples without a prediction
 * @param remarks what the user should know, a line each
 */
public record ScoreOutcome(ScoredRecords scored, int missing, List<String> remarks) {

    /** Incomplete where samples have no prediction or failed. */
    public ExitCode code() {
        SampleCounts counts = scored.result().counts();
        boolean whole = missing == 0 && counts.failed() == 0;
        return whole ? ExitCode.OK : ExitCode.INCOMPLETE;
    }
}
