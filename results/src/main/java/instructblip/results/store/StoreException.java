package instructblip.results.store;

import instructblip.results.record.RecordException;

/**
 * A run folder that cannot be used. The message has at most three lines and names the folder or
 * file, what was found, what was expected and what to do.
 */
public class StoreException extends RecordException {

    private static final long serialVersionUID = 1L;

    public StoreException(String message) {
        super(message);
    }

    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
