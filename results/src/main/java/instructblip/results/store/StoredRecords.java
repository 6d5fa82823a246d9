package instructblip.results.store;

import instructblip.results.record.RecordJson;
import instructblip.results.record.SampleRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.RandomAccess;

/**
 * The records of a file, each read when it is asked for: a ranking of 4,000 candidates for 72,000
 * videos does not fit in memory.
 */
final class StoredRecords extends AbstractList<SampleRecord> implements RandomAccess {

    /** Files up to this size are read once and kept. */
    private static final long MOST_KEPT_BYTES = 64 << 20;

    private final Path file;
    private final List<StoredLine> lines;

    private StoredRecords(Path file, List<StoredLine> lines) {
        this.file = file;
        this.lines = lines;
    }

    /** The records on these lines, in their order. */
    static List<SampleRecord> of(Path file, List<StoredLine> lines) {
        StoredRecords records = new StoredRecords(file, List.copyOf(lines));
        long bytes = lines.stream().mapToLong(StoredLine::length).sum();
        return bytes <= MOST_KEPT_BYTES ? records.all() : records;
    }

    private List<SampleRecord> all() {
        List<SampleRecord> all = new ArrayList<>(lines.size());
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            for (StoredLine line : lines) {
                all.add(RecordJson.readStored(read(channel, line), line.place()));
            }
        } catch (IOException e) {
            throw unreadable(e);
        }
        return Collections.unmodifiableList(all);
    }

    @Override
    public SampleRecord get(int index) {
        StoredLine line = lines.get(index);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return RecordJson.readStored(read(channel, line), line.place());
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    @Override
    public int size() {
        return lines.size();
    }

    private StoreException unreadable(IOException e) {
        return new StoreException(
                "%s cannot be read: %s".formatted(StoreJson.shown(file), StoreJson.reason(e)), e);
    }

    /** The bytes of a line, line break included. */
    static byte[] read(FileChannel channel, StoredLine line) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(line.length());
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, line.offset() + bytes.position()) < 0) {
                throw new IOException("it became shorter while it was read");
            }
        }
        return bytes.array();
    }
}
