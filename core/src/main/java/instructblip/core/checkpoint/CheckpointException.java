package instructblip.core.checkpoint;

/**
 * A checkpoint that cannot be used. The message has at most three lines and names the file, the
 * place, what was found and what was expected.
 */
public final class CheckpointException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public CheckpointException(String message) {
        super(message);
    }

    public CheckpointException(String message, Throwable cause) {
        super(message, cause);
    }
}
