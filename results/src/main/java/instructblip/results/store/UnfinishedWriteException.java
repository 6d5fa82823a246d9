package instructblip.results.store;

/**
 * The disk took no more while a run was writing. What was written before is safe, and the message
 * says how much that is.
 */
public final class UnfinishedWriteException extends StoreException {

    private static final long serialVersionUID = 1L;

    public UnfinishedWriteException(String message, Throwable cause) {
        super(message, cause);
    }
}
