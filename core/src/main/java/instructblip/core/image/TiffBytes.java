package instructblip.core.image;

import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Unpacks a strip or tile of a TIFF image, row by row. */
abstract class TiffBytes implements AutoCloseable {

    static final int PLAIN = 1;
    private static final int LZW = 5;
    private static final int DEFLATE = 8;
    private static final int OLD_DEFLATE = 32946;
    static final int PACK_BITS = 32773;

    final FileBytes file;
    long at;
    final long end;

    /**
     * @param at where the packed bytes begin
     * @param end behind the last of them
     */
    private TiffBytes(FileBytes file, long at, long end) {
        this.file = file;
        this.at = at;
        this.end = end;
    }

    /** Fills the array with what comes next. */
    abstract void read(byte[] row) throws ImageException;

    @Override
    public void close() {}

    /**
     * @param compression as the format numbers it
     * @param length of the packed bytes
     */
    static TiffBytes open(FileBytes file, long compression, long at, long length)
            throws ImageException {
        long end = Math.min(file.size(), at + length);
        return switch ((int) compression) {
            // Readers trust the image's size more than the stated length.
            case PLAIN -> new Plain(file, at, file.size());
            case LZW -> new Lzw(file, at, end);
            case DEFLATE, OLD_DEFLATE -> new Deflated(file, at, end);
            case PACK_BITS -> new PackBits(file, at, end);
            default ->
                    throw file.problem(
                            "TIFF compression %d, expected none, LZW, deflate or PackBits",
                            compression);
        };
    }

    int next() throws ImageException {
        if (at >= end) {
            throw file.problem("a TIFF strip or tile ends too early, expected more rows");
        }
        return file.u8(at++);
    }

    private static final class Plain extends TiffBytes {

        Plain(FileBytes file, long at, long end) {
            super(file, at, end);
        }

        @Override
        void read(byte[] row) throws ImageException {
            if (at + row.length > end) {
                throw file.truncated();
            }
            System.arraycopy(file.bytes(), (int) at, row, 0, row.length);
            at += row.length;
        }
    }

    private static final class Lzw extends TiffBytes implements LzwText.Codes {

        private final LzwText text;
        private int bits;
        private int bitCount;

        Lzw(FileBytes file, long at, long end) throws ImageException {
            super(file, at, end);
            this.text = new LzwText(file, this, Byte.SIZE, 1);
        }

        @Override
        void read(byte[] row) throws ImageException {
            text.read(row, 0, row.length);
        }

        /** Codes begin with their highest bit. */
        @Override
        public int next(int size) throws ImageException {
            while (bitCount < size) {
                bits = bits << Byte.SIZE | next();
                bitCount += Byte.SIZE;
            }
            bitCount -= size;
            return bits >>> bitCount & (1 << size) - 1;
        }
    }

    private static final class Deflated extends TiffBytes {

        private final Inflater inflater = new Inflater();

        Deflated(FileBytes file, long at, long end) {
            super(file, at, end);
            inflater.setInput(file.bytes(), (int) Math.min(at, end), (int) Math.max(0, end - at));
        }

        @Override
        void read(byte[] row) throws ImageException {
            try {
                for (int filled = 0; filled < row.length; ) {
                    int count = inflater.inflate(row, filled, row.length - filled);
                    if (count == 0) {
                        throw file.problem("a TIFF strip or tile of too few rows, expected more");
                    }
                    filled += count;
                }
            } catch (DataFormatException e) {
                throw file.problem("damaged TIFF pixel data (" + e.getMessage() + ")");
            }
        }

        @Override
        public void close() {
            inflater.end();
        }
    }

    /** Runs of one byte, and pieces as they are. */
    private static final class PackBits extends TiffBytes {

        private int left;
        private boolean run;
        private int value;

        PackBits(FileBytes file, long at, long end) {
            super(file, at, end);
        }

        @Override
        void read(byte[] row) throws ImageException {
            for (int i = 0; i < row.length; i++) {
                if (left == 0) {
                    begin();
                }
                row[i] = (byte) (run ? value : next());
                left--;
            }
        }

        private void begin() throws ImageException {
            int code = (byte) next();
            while (code == Byte.MIN_VALUE) {
                code = (byte) next();
            }
            run = code < 0;
            left = 1 + Math.abs(code);
            value = run ? next() : 0;
        }
    }
}
