package instructblip.benchmarks.dataset;

import java.util.List;

/**
 * Annotation files that cannot be used. The message has at most three lines and names the file, the
 * record, what was found and what was expected.
 */
public final class DatasetException extends Exception {

    private static final long serialVersionUID = 1L;
    private static final int LINES = 3;

    private final transient List<String> faults;

    public DatasetException(String message) {
        super(message);
        this.faults = List.of(message);
    }

    public DatasetException(String message, Throwable cause) {
        super(message, cause);
        this.faults = List.of(message);
    }

    private DatasetException(String message, List<String> faults) {
        super(message);
        this.faults = List.copyOf(faults);
    }

    /** Many broken records: the message has their count and the first of them. */
    public static DatasetException of(List<String> faults) {
        if (faults.size() <= LINES) {
            return new DatasetException(String.join("\n", faults), faults);
        }
        String first = String.join("\n", faults.subList(0, LINES - 1));
        String more = "and %d more broken records".formatted(faults.size() - LINES + 1);
        return new DatasetException(first + "\n" + more, faults);
    }

    /** Everything that was found, a line each. */
    public List<String> faults() {
        return faults;
    }
}
