package instructblip.results.record;

import java.io.Closeable;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * The records of a file one after the other. Blank lines and a byte order mark are skipped; a last
 * line without a line break is a line.
 */
public final class RecordReader implements Closeable {

    /** How a line becomes a record: {@link RecordJson#readStored} or {@code readAnswer}. */
    @FunctionalInterface
    public interface LineParser {
        SampleRecord parse(byte[] line, Place place);
    }

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final Path file;
    private final LineParser parser;
    private final LineReader lines;
    private long line;

    /**
     * Opens a file.
     *
     * @throws RecordException when it cannot be read
     */
    public RecordReader(Path file, LineParser parser) {
        this.file = file;
        this.parser = parser;
        this.lines = new LineReader(file);
    }

    /**
     * The next record, empty at the end.
     *
     * @throws RecordException when a line is no record; names the line
     */
    public Optional<SampleRecord> next() {
        for (Optional<LineReader.Line> next = lines.next(); next.isPresent(); next = lines.next()) {
            line = next.get().number();
            byte[] bytes = withoutMark(next.get());
            if (!isBlank(bytes)) {
                return Optional.of(parser.parse(bytes, place()));
            }
        }
        return Optional.empty();
    }

    /** Where the record stands that was read last. */
    public Place place() {
        return new Place(file, line);
    }

    private static byte[] withoutMark(LineReader.Line line) {
        byte[] bytes = line.bytes();
        int mark = BYTE_ORDER_MARK.length;
        boolean marked =
                line.number() == 1
                        && bytes.length >= mark
                        && Arrays.equals(bytes, 0, mark, BYTE_ORDER_MARK, 0, mark);
        return marked ? Arrays.copyOfRange(bytes, mark, bytes.length) : bytes;
    }

    private static boolean isBlank(byte[] bytes) {
        for (byte b : bytes) {
            if (b != ' ' && b != '\t' && b != '\r') {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() {
        lines.close();
    }
}
