package instructblip.results.predictions;

import instructblip.results.record.LineReader;
import instructblip.results.record.Place;
import instructblip.results.record.RecordReader.LineParser;
import instructblip.results.record.SampleRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.StandardOpenOption;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.RandomAccess;

/**
 * The lines of a {@code predictions.jsonl}. Those of a large file are read each time they are asked
 * for: a ranking of 4,000 candidates for 72,000 videos does not fit in memory.
 */
final class NativePredictions extends AbstractList<Prediction> implements RandomAccess {

    private static final long MOST_KEPT_BYTES = 64 << 20;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    /** Where a line that is not blank stands. */
    private record Line(long number, long offset, int length) {}

    private final Utf8Text file;
    private final LineParser parser;
    private final List<Line> lines;

    private NativePredictions(Utf8Text file, LineParser parser, List<Line> lines) {
        this.file = file;
        this.parser = parser;
        this.lines = lines;
    }

    static List<Prediction> read(Utf8Text file, LineParser parser) {
        List<Line> lines = new ArrayList<>();
        long total = 0;
        try (LineReader reader = new LineReader(file.bytes())) {
            for (Optional<LineReader.Line> line = reader.next();
                    line.isPresent();
                    line = reader.next()) {
                int skipped = markLength(line.get());
                int length = line.get().bytes().length - skipped;
                if (!isBlank(line.get().bytes(), skipped)) {
                    long offset = line.get().offset() + skipped;
                    lines.add(new Line(line.get().number(), offset, length));
                    total += length;
                }
            }
        }
        NativePredictions all = new NativePredictions(file, parser, lines);
        return total <= MOST_KEPT_BYTES ? List.copyOf(all) : all;
    }

    private static int markLength(LineReader.Line line) {
        byte[] mark = String.valueOf(BYTE_ORDER_MARK).getBytes(StandardCharsets.UTF_8);
        byte[] bytes = line.bytes();
        boolean marked =
                line.number() == 1
                        && bytes.length >= mark.length
                        && Arrays.equals(bytes, 0, mark.length, mark, 0, mark.length);
        return marked ? mark.length : 0;
    }

    private static boolean isBlank(byte[] bytes, int from) {
        for (int at = from; at < bytes.length; at++) {
            if (bytes[at] != ' ' && bytes[at] != '\t' && bytes[at] != '\r') {
                return false;
            }
        }
        return true;
    }

    @Override
    public Prediction get(int index) {
        Line line = lines.get(index);
        Place place = new Place(file.named(), line.number());
        SampleRecord stored = parser.parse(bytes(line), place);
        return new Prediction(
                place.toString(),
                SampleKey.id(stored.id()),
                Options.recorded(place.toString(), stored),
                Optional.of(stored));
    }

    private byte[] bytes(Line line) {
        try (FileChannel channel = FileChannel.open(file.bytes(), StandardOpenOption.READ)) {
            ByteBuffer bytes = ByteBuffer.allocate(line.length());
            while (bytes.hasRemaining()) {
                if (channel.read(bytes, line.offset() + bytes.position()) < 0) {
                    throw new IOException("it became shorter while it was read");
                }
            }
            return bytes.array();
        } catch (IOException e) {
            throw file.unreadable(e);
        }
    }

    @Override
    public int size() {
        return lines.size();
    }
}
