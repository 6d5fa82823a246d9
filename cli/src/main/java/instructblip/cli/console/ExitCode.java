package instructblip.cli.console;

/** What the process ends with; scripts rest on these numbers. */
public enum ExitCode {
    /** Done, or the gate passed. */
    OK(0),
    /** A regression, or numbers that differ from the recording. */
    DIFFERENT(1),
    /** Wrong usage or bad input, named in one line. */
    USAGE(2),
    /** Samples failed or the run was cut short. */
    INCOMPLETE(3),
    /** Runs that cannot be compared. */
    NOT_COMPARABLE(4),
    /** Too few samples for the margin. */
    INCONCLUSIVE(5),
    /** A fault of this program. */
    BUG(70);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    /** The number. */
    public int code() {
        return code;
    }
}
