package instructblip.results.record;

import java.nio.file.Path;

/**
 * Where a record stands, for messages.
 *
 * @param line from 1
 */
public record Place(Path file, long line) {

    /** An error at this place: what was found, what was expected. */
    public RecordException fault(String found, String expected) {
        return new RecordException(this + ": " + found + "; expected " + expected + ".");
    }

    @Override
    public String toString() {
        return Printable.escape(file.toString()) + " line " + line;
    }
}
