package instructblip.results.metric;

import instructblip.results.record.SampleRecord;

/**
 * A record that lacks what its metric needs. The message is one line that names benchmark, sample,
 * what was found and what was expected.
 */
public final class UnscorableRecordException extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final int MAX_LENGTH = 400;

    UnscorableRecordException(SampleRecord record, String fault) {
        super(printable("%s, sample %s: %s".formatted(record.benchmark(), record.id(), fault)));
    }

    /** Ids and texts come from files, which may hold anything. */
    private static String printable(String message) {
        String visible = message.replaceAll("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029]", "?");
        return visible.length() > MAX_LENGTH ? visible.substring(0, MAX_LENGTH) + "…" : visible;
    }
}
