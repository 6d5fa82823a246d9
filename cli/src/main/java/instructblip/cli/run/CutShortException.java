package instructblip.cli.run;

/** A run that cannot go on; what was finished is stored. */
public final class CutShortException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public CutShortException(String message, Throwable cause) {
        super(message, cause);
    }
}
