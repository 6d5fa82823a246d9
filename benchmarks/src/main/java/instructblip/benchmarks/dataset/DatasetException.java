package instructblip.benchmarks.dataset;

/**
 * Annotation files that cannot be used. The message has at most three lines and names the file, the
 * record, what was found and what was expected.
 */
public final class DatasetException extends Exception {

    private static final long serialVersionUID = 1L;

    public DatasetException(String message) {
        super(message);
    }

    public DatasetException(String message, Throwable cause) {
        super(message, cause);
    }
}
