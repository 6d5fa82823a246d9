package instructblip.results.store;

import instructblip.results.record.LineReader;
import instructblip.results.record.Place;
import instructblip.results.record.RecordJson;
import instructblip.results.record.SampleRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * {@code NAME/predictions.jsonl} while it grows: batches are appended as they are answered, in
 * whatever order, each with one write that is forced to the disk; {@link #finish} puts the records
 * in data set order. For use by one thread.
 */
public final class PredictionsFile implements AutoCloseable {

    private final Path file;
    private final BatchPlan plan;
    private final FileChannel channel;
    private final Consumer<List<SampleRecord>> whenInOrder;
    private final Map<String, StoredLine> kept;
    private final Set<List<String>> pending = new LinkedHashSet<>();
    private final int reused;
    private final int dropped;
    private long end;
    private long lines;

    private PredictionsFile(
            Path file,
            BatchPlan plan,
            FileChannel channel,
            Recovery.Recovered found,
            Consumer<List<SampleRecord>> whenInOrder) {
        this.file = file;
        this.plan = plan;
        this.channel = channel;
        this.whenInOrder = whenInOrder;
        this.kept = found.kept();
        this.end = found.end();
        this.lines = found.lines();
        this.dropped = found.dropped();
        for (List<String> batch : plan.batches()) {
            List<String> missing = Recovery.missing(batch, kept);
            if (!missing.isEmpty()) {
                pending.add(missing);
            }
        }
        this.reused = plan.order().size() - pending.stream().mapToInt(List::size).sum();
    }

    /**
     * Opens a benchmark's file; what a cut-off write left of its batch is removed.
     *
     * @param whenInOrder takes all records when the file is as it stays
     * @throws StoreException when it cannot be opened, or holds what this plan did not write
     */
    static PredictionsFile open(
            Path file, BatchPlan plan, Consumer<List<SampleRecord>> whenInOrder) {
        Recovery.Recovered found = Recovery.of(file, plan);
        try {
            FileChannel channel =
                    FileChannel.open(
                            file,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE);
            channel.truncate(found.end());
            Path folder = file.toAbsolutePath().getParent();
            AtomicFile.forceFolder(folder);
            AtomicFile.forceFolder(folder.getParent());
            return new PredictionsFile(file, plan, channel, found, whenInOrder);
        } catch (IOException e) {
            throw new StoreException(
                    "%s cannot be opened (%s)."
                            .formatted(StoreJson.shown(file), StoreJson.reason(e)),
                    e);
        }
    }

    /** For a test that stands in for the disk. */
    static PredictionsFile over(
            FileChannel channel, Path file, BatchPlan plan, Recovery.Recovered found) {
        return new PredictionsFile(file, plan, channel, found, records -> {});
    }

    /**
     * What is to be computed, batch by batch: a batch that is not stored is there as a whole, of a
     * stored one the samples that failed.
     */
    public List<List<String>> pending() {
        return List.copyOf(pending);
    }

    /** Number of records that were there when the file was opened and are not computed again. */
    public int reused() {
        return reused;
    }

    /** Number of lines of a cut-off write that were removed when the file was opened. */
    public int dropped() {
        return dropped;
    }

    /**
     * Stores one of the pending batches; on return it is on the disk.
     *
     * @param records of exactly that batch, in its order
     * @throws UnfinishedWriteException when the disk does not take it; earlier batches are safe
     * @throws IllegalArgumentException when it is not one of them, or a record cannot be stored
     */
    public void append(List<SampleRecord> records) {
        List<String> ids = records.stream().map(SampleRecord::id).toList();
        if (!pending.contains(ids)) {
            throw new IllegalArgumentException("not a pending batch of " + plan.benchmark());
        }
        List<byte[]> written = records.stream().map(PredictionsFile::line).toList();
        long offset = end;
        write(concatenated(written));
        for (int i = 0; i < records.size(); i++) {
            keep(records.get(i), offset, written.get(i).length);
            offset += written.get(i).length;
        }
        pending.remove(ids);
    }

    /**
     * Puts the records in data set order and closes the file.
     *
     * @return all records, read from the file as they are asked for
     * @throws IllegalStateException when a batch is missing
     * @throws UnfinishedWriteException when the disk is full; the records are safe in any order
     */
    public List<SampleRecord> finish() {
        List<StoredLine> inOrder = new ArrayList<>();
        long offset = 0;
        boolean moved = false;
        for (String id : plan.order()) {
            StoredLine line = kept.get(id);
            if (line == null) {
                throw new IllegalStateException("no record of sample " + id);
            }
            moved |= line.offset() != offset;
            inOrder.add(line.movedTo(new Place(file, inOrder.size() + 1L), offset));
            offset += line.length();
        }
        if (moved || offset != end) {
            rewrite();
        }
        close();
        List<SampleRecord> records = StoredRecords.of(file, inOrder);
        whenInOrder.accept(records);
        return records;
    }

    private void rewrite() {
        AtomicFile.write(
                file,
                out -> {
                    for (String id : plan.order()) {
                        out.write(StoredRecords.read(channel, kept.get(id)));
                    }
                });
    }

    private static byte[] line(SampleRecord record) {
        byte[] line = (RecordJson.write(record) + "\n").getBytes(StandardCharsets.UTF_8);
        if (line.length > LineReader.MAX_LINE_BYTES) {
            throw new IllegalArgumentException(
                    "record %s has %d bytes, more than can be read back"
                            .formatted(record.id(), line.length));
        }
        return line;
    }

    private static ByteBuffer concatenated(List<byte[]> lines) {
        ByteBuffer all = ByteBuffer.allocate(lines.stream().mapToInt(line -> line.length).sum());
        lines.forEach(all::put);
        return all.flip();
    }

    private void write(ByteBuffer batch) {
        long before = end;
        try {
            while (batch.hasRemaining()) {
                end += channel.write(batch, end);
            }
            channel.force(false);
        } catch (IOException e) {
            end = before;
            dropUnfinished();
            throw new UnfinishedWriteException(
                    "%s could not be written (%s).\n%d of %d samples are safe there; make room and continue with --resume."
                            .formatted(
                                    StoreJson.shown(file),
                                    StoreJson.reason(e),
                                    kept.size(),
                                    plan.order().size()),
                    e);
        }
    }

    private void dropUnfinished() {
        try {
            channel.truncate(end);
        } catch (IOException e) {
            // The next run in this folder removes it.
        }
    }

    private void keep(SampleRecord record, long offset, int length) {
        lines++;
        StoredLine line =
                new StoredLine(
                        new Place(file, lines),
                        offset,
                        length,
                        record.id(),
                        record.failed(),
                        Optional.empty());
        kept.put(record.id(), line);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UnfinishedWriteException(
                    "%s could not be closed (%s)."
                            .formatted(StoreJson.shown(file), StoreJson.reason(e)),
                    e);
        }
    }
}
