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
 * videos does not fit in memory. Records that are asked for one after the other are read together.
 */
final class StoredRecords extends AbstractList<SampleRecord> implements RandomAccess {

    /** Files up to this size are read once and kept. */
    private static final long MOST_KEPT_BYTES = 8 << 20;

    private static final int BLOCK_LINES = 1024;
    private static final int BLOCK_BYTES = 1 << 20;

    private final Path file;
    private final List<StoredLine> lines;
    private volatile Block block = new Block(0, List.of());

    /**
     * Neighbouring records.
     *
     * @param first index of the first of them
     */
    private record Block(int first, List<SampleRecord> records) {

        boolean has(int index) {
            return index >= first && index < end();
        }

        /** Index behind the last of them. */
        int end() {
            return first + records.size();
        }
    }

    private StoredRecords(Path file, List<StoredLine> lines) {
        this.file = file;
        this.lines = lines;
    }

    /** The records on these lines, in their order. */
    static List<SampleRecord> of(Path file, List<StoredLine> lines) {
        StoredRecords records = new StoredRecords(file, List.copyOf(lines));
        long bytes = lines.stream().mapToLong(StoredLine::length).sum();
        return bytes <= MOST_KEPT_BYTES
                ? Collections.unmodifiableList(records.read(0, lines.size()))
                : records;
    }

    @Override
    public SampleRecord get(int index) {
        Block present = block;
        if (!present.has(index)) {
            boolean inOrder = index == present.end() || index == 0;
            present = new Block(index, read(index, inOrder ? blockEnd(index) : index + 1));
            block = present;
        }
        return present.records().get(index - present.first());
    }

    @Override
    public int size() {
        return lines.size();
    }

    private int blockEnd(int first) {
        int end = first;
        long bytes = 0;
        while (end < lines.size() && end - first < BLOCK_LINES && bytes < BLOCK_BYTES) {
            bytes += lines.get(end).length();
            end++;
        }
        return end;
    }

    private List<SampleRecord> read(int from, int to) {
        List<SampleRecord> records = new ArrayList<>(to - from);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            for (StoredLine line : lines.subList(from, to)) {
                records.add(RecordJson.readStored(read(channel, line), line.place()));
            }
        } catch (IOException e) {
            throw new StoreException(
                    "%s cannot be read: %s".formatted(StoreJson.shown(file), StoreJson.reason(e)),
                    e);
        }
        return records;
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
