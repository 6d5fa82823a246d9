package instructblip.core.train;

/** Training cannot go on; the message says at which step and why. */
public final class TrainingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TrainingException(String message) {
        super(message);
    }
}
