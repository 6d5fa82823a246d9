package instructblip.cli.gate;

import instructblip.cli.console.ExitCode;
import instructblip.results.gate.Verdict;

/** What the process ends with after a verdict. */
public final class GateExit {

    private GateExit() {}

    /** The exit code of a verdict. */
    public static ExitCode of(Verdict verdict) {
        return switch (verdict) {
            case PASS -> ExitCode.OK;
            case REGRESSION -> ExitCode.DIFFERENT;
            case INCONCLUSIVE -> ExitCode.INCONCLUSIVE;
            case INCOMPLETE -> ExitCode.INCOMPLETE;
            case NOT_COMPARABLE -> ExitCode.NOT_COMPARABLE;
        };
    }
}
