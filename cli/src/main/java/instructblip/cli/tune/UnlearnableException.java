package instructblip.cli.tune;

/** A sample whose files cannot be read, or whose texts cannot be used. */
final class UnlearnableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnlearnableException(String message, Throwable cause) {
        super(message, cause);
    }
}
