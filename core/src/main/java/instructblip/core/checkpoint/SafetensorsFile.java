package instructblip.core.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A safetensors file: 8 bytes little-endian length, then that many bytes of JSON, then the data.
 * Nothing of the data is read.
 *
 * <p>Every entry is checked against the file's size, its dtype and shape against its byte range,
 * and the ranges against one another: they must fill the data section without gap or overlap, as
 * the format demands.
 */
public final class SafetensorsFile {

    /** Largest header read; the format's own library uses the same limit. */
    static final long MAX_HEADER_BYTES = 100_000_000;

    private static final int LENGTH_BYTES = 8;

    private final Path file;

    private SafetensorsFile(Path file) {
        this.file = file;
    }

    /**
     * Reads the entries in the order of the data.
     *
     * @throws CheckpointException when the file cannot be read or breaks the format
     */
    public static List<TensorEntry> entries(Path file) {
        InputFile.require(file, "a safetensors file");
        return new SafetensorsFile(file).read();
    }

    private List<TensorEntry> read() {
        try (FileChannel channel = FileChannel.open(file)) {
            long size = channel.size();
            if (size < LENGTH_BYTES) {
                throw fault(
                        "has " + size + " bytes", "a safetensors file (is the download complete?)");
            }
            ByteBuffer length = ByteBuffer.allocate(LENGTH_BYTES).order(ByteOrder.LITTLE_ENDIAN);
            InputFile.readFully(channel, 0, length);
            ByteBuffer header = ByteBuffer.allocate(headerBytes(length.getLong(), size));
            InputFile.readFully(channel, LENGTH_BYTES, header);
            long dataStart = LENGTH_BYTES + header.capacity();
            List<TensorEntry> entries =
                    new SafetensorsHeader(file, dataStart, size).entries(header.array());
            return inOrder(entries, dataStart, size);
        } catch (IOException e) {
            throw InputFile.unreadable(file, e);
        }
    }

    /** The stated length is unsigned, so that a negative one is a very large one. */
    private int headerBytes(long stated, long size) {
        long most = Math.min(MAX_HEADER_BYTES, size - LENGTH_BYTES);
        if (stated < 2 || stated > most) {
            throw fault(
                    "states a header of " + Long.toUnsignedString(stated) + " bytes",
                    "2 to %d (the file has %d)".formatted(most, size));
        }
        return (int) stated;
    }

    private List<TensorEntry> inOrder(List<TensorEntry> entries, long dataStart, long size) {
        List<TensorEntry> ordered = new ArrayList<>(entries);
        ordered.sort(
                Comparator.comparingLong(TensorEntry::offset)
                        .thenComparingLong(TensorEntry::bytes));
        long end = dataStart;
        String before = "the header";
        for (TensorEntry entry : ordered) {
            if (entry.offset() != end) {
                throw fault(
                        "tensor %s begins at data byte %d"
                                .formatted(Excerpt.of(entry.name()), entry.offset() - dataStart),
                        "%s: %s ends at %d"
                                .formatted(
                                        entry.offset() < end ? "no overlap" : "no gap",
                                        before,
                                        end - dataStart));
            }
            end += entry.bytes();
            before = Excerpt.of(entry.name());
        }
        if (end != size) {
            throw fault(
                    "has " + (size - dataStart) + " bytes of data",
                    (end - dataStart) + " as its header says (is the download complete?)");
        }
        return List.copyOf(ordered);
    }

    private CheckpointException fault(String found, String expected) {
        return new CheckpointException(file + ": " + found + "; expected " + expected + ".");
    }
}
