package instructblip.results.store;

import java.util.List;

/** A run that is not the one in the folder. */
public final class NotComparableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Difference> differences;

    public NotComparableException(String message, List<Difference> differences) {
        super(message);
        this.differences = List.copyOf(differences);
    }

    /** The fields that differ, with both values. */
    public List<Difference> differences() {
        return differences;
    }
}
