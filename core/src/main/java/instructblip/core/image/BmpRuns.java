package instructblip.core.image;

/**
 * Unpacks the run-length coded indices of a BMP file, oddities of Pillow included: a literal piece
 * may run on into the next row, a run may not.
 */
final class BmpRuns {

    private static final int END_OF_ROW = 0;
    private static final int END_OF_IMAGE = 1;
    private static final int SKIP = 2;

    private final FileBytes file;
    private final BmpHeader header;
    private final byte[] indices;
    private long at;
    private int filled;
    private int x;

    private BmpRuns(FileBytes file, BmpHeader header) throws ImageException {
        this.file = file;
        this.header = header;
        this.at = header.data(file);
        this.indices = new byte[header.width() * header.height()];
    }

    static byte[] indices(FileBytes file, BmpHeader header) throws ImageException {
        BmpRuns runs = new BmpRuns(file, header);
        runs.read();
        return header.topDown() ? runs.indices : runs.flipped();
    }

    private void read() throws ImageException {
        while (filled < indices.length) {
            int count = file.u8(at);
            int code = file.u8(at + 1);
            at += 2;
            if (count > 0) {
                run(count, code);
            } else if (code == END_OF_ROW) {
                filled += (header.width() - filled % header.width()) % header.width();
                x = 0;
            } else if (code == END_OF_IMAGE) {
                throw file.problem("fewer BMP pixels than declared, expected all of them");
            } else if (code == SKIP) {
                skip(file.u8(at) + file.u8(at + 1) * header.width());
            } else {
                literal(code);
            }
        }
    }

    private void run(int count, int code) {
        int fitting = Math.max(0, Math.min(count, header.width() - x));
        for (int i = 0; i < fitting && filled < indices.length; i++) {
            indices[filled++] = (byte) index(code, i);
        }
        x += fitting;
    }

    private void skip(int pixels) {
        at += 2;
        filled = Math.min(indices.length, filled + pixels);
        x = filled % header.width();
    }

    private void literal(int count) throws ImageException {
        int fitting = Math.min(count, indices.length - filled);
        boolean nibbles = nibbles();
        for (int i = 0; i < fitting; i++) {
            int code = file.u8(at + (nibbles ? i / 2 : i));
            indices[filled++] = (byte) index(code, i);
        }
        at += nibbles ? (fitting + 1) / 2 : fitting;
        at += at % 2;
        x += count;
    }

    private int index(int code, int place) {
        if (!nibbles()) {
            return code;
        }
        return place % 2 == 0 ? code >> 4 : code & 0xf;
    }

    private boolean nibbles() {
        return header.packing() == BmpHeader.Packing.RUNS_OF_NIBBLES;
    }

    private byte[] flipped() {
        byte[] flipped = new byte[indices.length];
        int width = header.width();
        for (int y = 0; y < header.height(); y++) {
            int from = (header.height() - 1 - y) * width;
            System.arraycopy(indices, from, flipped, y * width, width);
        }
        return flipped;
    }
}
