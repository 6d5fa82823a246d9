package instructblip.results.store;

import instructblip.results.record.LineReader;
import instructblip.results.record.Place;
import instructblip.results.record.Printable;
import instructblip.results.record.RecordException;
import instructblip.results.record.RecordJson;
import instructblip.results.record.SampleRecord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where a line of a predictions file stands and what it holds, without the record itself: a run may
 * have more records than fit in memory.
 *
 * @param id of the sample; empty where the line is broken
 * @param failed whether the sample has no answer
 * @param fault why the line is no record
 */
record StoredLine(
        Place place,
        long offset,
        int length,
        String id,
        boolean failed,
        Optional<RecordException> fault) {

    /**
     * All lines of a file.
     *
     * @throws StoreException when a line is a record of another benchmark
     */
    static List<StoredLine> all(Path file, String benchmark) {
        List<StoredLine> all = new ArrayList<>();
        try (LineReader lines = new LineReader(file)) {
            for (Optional<LineReader.Line> line = lines.nextOfAnyLength();
                    line.isPresent();
                    line = lines.nextOfAnyLength()) {
                Place place = new Place(file, line.get().number());
                all.add(
                        line.get().tooLong()
                                ? broken(line.get(), place, lines.tooLong(line.get()))
                                : of(line.get(), place, benchmark));
            }
        }
        return all;
    }

    /** The same line at another place. */
    StoredLine movedTo(Place newPlace, long newOffset) {
        return new StoredLine(newPlace, newOffset, length, id, failed, fault);
    }

    boolean broken() {
        return fault.isPresent();
    }

    private static StoredLine of(LineReader.Line line, Place place, String benchmark) {
        SampleRecord record;
        try {
            record = RecordJson.readStored(line.bytes(), place);
            if (!line.terminated()) {
                throw place.fault("is cut off", "a line break at its end");
            }
        } catch (RecordException e) {
            return broken(line, place, e);
        }
        return whole(line, place, record, benchmark);
    }

    private static StoredLine broken(LineReader.Line line, Place place, RecordException fault) {
        int length = (int) Math.min(line.length(), Integer.MAX_VALUE);
        return new StoredLine(place, line.offset(), length, "", false, Optional.of(fault));
    }

    private static StoredLine whole(
            LineReader.Line line, Place place, SampleRecord record, String benchmark) {
        if (!record.benchmark().equals(benchmark)) {
            throw new StoreException(
                    "%s is a record of benchmark %s; expected %s."
                            .formatted(place, Printable.quote(record.benchmark()), benchmark));
        }
        return new StoredLine(
                place,
                line.offset(),
                (int) line.length(),
                record.id(),
                record.failed(),
                Optional.empty());
    }
}
