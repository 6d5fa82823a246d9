package instructblip.results.store;

import instructblip.results.record.LineReader;
import instructblip.results.record.Place;
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
 * @param fault why the line is no record of this benchmark
 */
record StoredLine(
        Place place,
        long offset,
        int length,
        String id,
        boolean failed,
        Optional<RecordException> fault) {

    /** All lines of a file; none when it is not there. */
    static List<StoredLine> all(Path file, String benchmark) {
        List<StoredLine> all = new ArrayList<>();
        try (LineReader lines = new LineReader(file)) {
            for (Optional<LineReader.Line> line = lines.next();
                    line.isPresent();
                    line = lines.next()) {
                all.add(of(line.get(), new Place(file, line.get().number()), benchmark));
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
        try {
            SampleRecord record = RecordJson.readStored(line.bytes(), place);
            if (!record.benchmark().equals(benchmark)) {
                throw place.fault("is of benchmark " + record.benchmark(), benchmark);
            }
            if (!line.terminated()) {
                throw place.fault("is cut off", "a line break at its end");
            }
            return new StoredLine(
                    place,
                    line.offset(),
                    line.length(),
                    record.id(),
                    record.failed(),
                    Optional.empty());
        } catch (RecordException e) {
            return new StoredLine(place, line.offset(), line.length(), "", false, Optional.of(e));
        }
    }
}
