package instructblip.core.image;

import java.util.Arrays;
import java.util.Iterator;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Inflates and unfilters the rows of a PNG file one after the other. */
final class PngRows implements AutoCloseable {

    private final FileBytes file;
    private final Iterator<PngChunks.Span> data;
    private final int distance;
    private final Inflater inflater = new Inflater();
    private byte[] previous;
    private byte[] current;

    PngRows(FileBytes file, PngChunks chunks) {
        this.file = file;
        this.data = chunks.data().iterator();
        this.distance = chunks.header().filterDistance();
        int longest = 1 + chunks.header().rowBytes(chunks.header().width());
        this.previous = new byte[longest];
        this.current = new byte[longest];
    }

    /** Forgets the row above: the next one is the first of its pass. */
    void beginPass() {
        Arrays.fill(current, (byte) 0);
    }

    /**
     * The next row in a buffer that later calls use again: samples from index 1 on.
     *
     * @param length bytes of the row
     */
    byte[] next(int length) throws ImageException {
        byte[] row = previous;
        previous = current;
        current = row;
        inflate(row, length + 1);
        unfilter(row, length + 1);
        return row;
    }

    private void inflate(byte[] into, int wanted) throws ImageException {
        int filled = 0;
        try {
            while (filled < wanted) {
                int count = inflater.inflate(into, filled, wanted - filled);
                filled += count;
                if (count == 0) {
                    feed();
                }
            }
        } catch (DataFormatException e) {
            throw file.problem("damaged PNG pixel data (" + e.getMessage() + ")");
        }
    }

    private void feed() throws ImageException {
        if (inflater.finished() || inflater.needsDictionary()) {
            throw file.problem("fewer PNG rows than declared, expected all of them");
        }
        if (!data.hasNext()) {
            throw file.truncated();
        }
        PngChunks.Span span = data.next();
        inflater.setInput(file.bytes(), span.offset(), span.length());
    }

    private void unfilter(byte[] row, int end) throws ImageException {
        switch (row[0]) {
            case 0 -> {}
            case 1 -> addLeft(row, end);
            case 2 -> addUp(row, end);
            case 3 -> addAverage(row, end);
            case 4 -> addPaeth(row, end);
            default ->
                    throw file.problem("PNG row filter " + (row[0] & 0xff) + ", expected 0 to 4");
        }
    }

    private void addLeft(byte[] row, int end) {
        for (int i = 1 + distance; i < end; i++) {
            row[i] += row[i - distance];
        }
    }

    private void addUp(byte[] row, int end) {
        for (int i = 1; i < end; i++) {
            row[i] += previous[i];
        }
    }

    private void addAverage(byte[] row, int end) {
        for (int i = 1; i < end; i++) {
            int left = i > distance ? row[i - distance] & 0xff : 0;
            row[i] += (byte) ((left + (previous[i] & 0xff)) >> 1);
        }
    }

    private void addPaeth(byte[] row, int end) {
        int head = Math.min(end, 1 + distance);
        for (int i = 1; i < head; i++) {
            row[i] += previous[i];
        }
        for (int i = head; i < end; i++) {
            int left = row[i - distance] & 0xff;
            int up = previous[i] & 0xff;
            int corner = previous[i - distance] & 0xff;
            int toLeft = Math.abs(up - corner);
            int toUp = Math.abs(left - corner);
            int toCorner = Math.abs(left + up - 2 * corner);
            int nearest = toUp <= toCorner ? up : corner;
            row[i] += (byte) (toLeft <= toUp && toLeft <= toCorner ? left : nearest);
        }
    }

    @Override
    public void close() {
        inflater.end();
    }
}
