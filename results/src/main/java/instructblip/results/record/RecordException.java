package instructblip.results.record;

/**
 * A stored file that cannot be used. The message has at most three lines and names the file, the
 * line, what was found and what was expected.
 */
public class RecordException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public RecordException(String message) {
        super(message);
    }

    public RecordException(String message, Throwable cause) {
        super(message, cause);
    }
}
