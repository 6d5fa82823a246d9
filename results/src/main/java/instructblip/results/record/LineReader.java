package instructblip.results.record;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The lines of a file as bytes, with their places. A line ends in {@code \n}; none is longer than
 * {@link #MAX_LINE_BYTES}, so that a file without line breaks cannot fill the memory.
 */
public final class LineReader implements Closeable {

    /** Longest line read: a hundred times a record with 4,000 candidates. */
    public static final int MAX_LINE_BYTES = 16 << 20;

    private static final int BUFFER_BYTES = 1 << 16;

    /**
     * One line.
     *
     * @param number from 1
     * @param offset of its first byte in the file
     * @param length number of its bytes, line break included
     * @param bytes without the line break; of a line that is too long the beginning
     * @param terminated whether the line break is there; only a file's last line may lack it
     */
    public record Line(long number, long offset, long length, byte[] bytes, boolean terminated) {

        /** Whether it has more than {@link #MAX_LINE_BYTES}. */
        public boolean tooLong() {
            return length - (terminated ? 1 : 0) > MAX_LINE_BYTES;
        }
    }

    private final Path file;
    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int at;
    private int end;
    private long number;
    private long offset;

    /**
     * Opens a file.
     *
     * @throws RecordException when it cannot be read
     */
    public LineReader(Path file) {
        this.file = file;
        try {
            this.in = Files.newInputStream(file);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /**
     * The next line, empty at the end of the file.
     *
     * @throws RecordException when a line is too long or the file cannot be read
     */
    public Optional<Line> next() {
        Optional<Line> line = nextOfAnyLength();
        line.filter(Line::tooLong)
                .ifPresent(
                        found -> {
                            throw tooLong(found);
                        });
        return line;
    }

    /** Says that a line is too long to be a record. */
    public RecordException tooLong(Line line) {
        return new Place(file, line.number())
                .fault("has more than " + MAX_LINE_BYTES + " bytes", "one record per line");
    }

    /**
     * As {@link #next}, but of a line that is too long the beginning.
     *
     * @throws RecordException when the file cannot be read
     */
    public Optional<Line> nextOfAnyLength() {
        ByteArrayOutputStream begun = new ByteArrayOutputStream();
        long length = 0;
        while (at < end || fill()) {
            int lineBreak = lineBreak();
            int kept = Math.min(lineBreak - at, MAX_LINE_BYTES - begun.size());
            begun.write(buffer, at, kept);
            length += lineBreak - at;
            boolean terminated = lineBreak < end;
            at = terminated ? lineBreak + 1 : lineBreak;
            if (terminated) {
                return Optional.of(line(length + 1, begun.toByteArray(), true));
            }
        }
        return length == 0
                ? Optional.empty()
                : Optional.of(line(length, begun.toByteArray(), false));
    }

    private Line line(long length, byte[] bytes, boolean terminated) {
        Line line = new Line(++number, offset, length, bytes, terminated);
        offset += length;
        return line;
    }

    private int lineBreak() {
        int i = at;
        while (i < end && buffer[i] != '\n') {
            i++;
        }
        return i;
    }

    private boolean fill() {
        try {
            at = 0;
            end = Math.max(0, in.read(buffer));
            return end > 0;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private RecordException unreadable(IOException e) {
        return new RecordException(
                Printable.escape(file.toString()) + " cannot be read: " + e.getMessage(), e);
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }
}
