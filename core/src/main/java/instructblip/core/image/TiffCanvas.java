package instructblip.core.image;

/** Draws unpacked TIFF rows into the picture. */
final class TiffCanvas {

    private static final int WIDE = 16;

    private final TiffLayout layout;
    private final TiffColours colours;
    private final boolean bigEndian;
    private final byte[] samples;
    private final byte[] opacities;

    TiffCanvas(TiffLayout layout, TiffColours colours, boolean bigEndian) {
        this.layout = layout;
        this.colours = colours;
        this.bigEndian = bigEndian;
        int pixels = layout.width() * layout.height();
        this.samples = new byte[pixels * colours.samples()];
        this.opacities = new byte[colours.opacity() ? pixels : 0];
    }

    Pixels pixels(Alpha alpha) {
        return colours.pixels(layout, samples, opacities, alpha);
    }

    /** Whether a plane of its own holds samples that count. */
    boolean wants(int plane) {
        return plane < colours.samples() + (colours.opacity() ? 1 : 0);
    }

    /** Turns differences of neighbouring pixels into values. */
    void addUp(byte[] row) {
        int step = layout.samplesPerPlane();
        if (layout.bits() != WIDE) {
            for (int i = step; i < row.length; i++) {
                row[i] += row[i - step];
            }
            return;
        }
        for (int i = step; i < row.length / 2; i++) {
            int value = wide(row, i) + wide(row, i - step);
            row[2 * i] = (byte) (bigEndian ? value >> 8 : value);
            row[2 * i + 1] = (byte) (bigEndian ? value : value >> 8);
        }
    }

    /**
     * @param row of a strip or tile
     * @param plane whose samples it holds; 0 where it holds all
     * @param x of the first pixel
     * @param y of the row
     */
    void draw(byte[] row, int plane, int x, int y) {
        int count = Math.min(layout.segmentWidth(), layout.width() - x);
        int step = layout.samplesPerPlane();
        int first = y * layout.width() + x;
        for (int i = 0; i < count; i++) {
            for (int s = 0; s < step; s++) {
                int sample = plane + s;
                byte value = value(row, i * step + s);
                if (sample < colours.samples()) {
                    samples[(first + i) * colours.samples() + sample] = value;
                } else if (sample == colours.samples() && colours.opacity()) {
                    opacities[first + i] = value;
                }
            }
        }
    }

    private byte value(byte[] row, int index) {
        int bits = layout.bits();
        if (bits == Byte.SIZE) {
            return row[index];
        }
        if (bits == WIDE) {
            // Pillow clips wide greys and shortens wide colours.
            int value = wide(row, index);
            return (byte) (colours.samples() == 1 ? Math.min(255, value) : value >> 8);
        }
        int bit = index * bits;
        int shift = Byte.SIZE - bits - (bit & 7);
        return (byte) (row[bit >> 3] >> shift & (1 << bits) - 1);
    }

    private int wide(byte[] row, int index) {
        int first = row[2 * index] & 0xff;
        int second = row[2 * index + 1] & 0xff;
        return bigEndian ? first << 8 | second : second << 8 | first;
    }
}
