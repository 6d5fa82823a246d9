package instructblip.core.image;

import java.util.Arrays;

/** BMP as Pillow decodes it: indexed, run-length coded and true colour, with or without masks. */
final class BmpDecoder {

    private static final int MASKS = 54;
    private static final int NO_MASK = 0;
    private static final int[] MASKS_OF_16_BITS = {0x7c00, 0x3e0, 0x1f, NO_MASK};
    private static final int[] MASKS_OF_BYTES = {0xff0000, 0xff00, 0xff, NO_MASK};
    private static final int OPACITY = 3;

    private BmpDecoder() {}

    static Pixels decode(FileBytes file, Alpha alpha) throws ImageException {
        BmpHeader header = BmpHeader.read(file);
        if (header.indexed()) {
            byte[] indices =
                    header.packing() == BmpHeader.Packing.PLAIN
                            ? indices(file, header)
                            : BmpRuns.indices(file, header);
            byte[] rgb = palette(file, header).colours(indices);
            return Pixels.opaque(header.width(), header.height(), rgb);
        }
        return colours(file, header, alpha);
    }

    private static Palette palette(FileBytes file, BmpHeader header) throws ImageException {
        int step = header.entryBytes();
        int colours = Math.min(256, header.colours(file));
        long at = BmpHeader.INFO + header.infoBytes();
        byte[] entries = new byte[colours * RgbImage.CHANNELS];
        for (int i = 0; i < colours; i++) {
            for (int channel = 0; channel < RgbImage.CHANNELS; channel++) {
                entries[i * RgbImage.CHANNELS + channel] =
                        (byte) file.u8(at + (long) i * step + 2 - channel);
            }
        }
        return Palette.of(entries);
    }

    private static byte[] indices(FileBytes file, BmpHeader header) throws ImageException {
        int bits = header.bits();
        checkRows(file, header);
        byte[] indices = new byte[header.width() * header.height()];
        for (int y = 0, to = 0; y < header.height(); y++) {
            int row = (int) row(file, header, y);
            for (int x = 0; x < header.width(); x++) {
                int bit = x * bits;
                int shift = 8 - bits - (bit & 7);
                int packed = file.bytes()[row + (bit >> 3)];
                indices[to++] = (byte) (packed >> shift & (1 << bits) - 1);
            }
        }
        return indices;
    }

    private static Pixels colours(FileBytes file, BmpHeader header, Alpha alpha)
            throws ImageException {
        int[] masks = masks(file, header);
        checkRows(file, header);
        int pixels = header.width() * header.height();
        byte[] rgb = new byte[pixels * RgbImage.CHANNELS];
        boolean blend = alpha == Alpha.BLEND_ON_WHITE && masks[OPACITY] != NO_MASK;
        byte[] opacity = new byte[blend ? pixels : 0];
        int step = header.bits() / 8;
        for (int y = 0, to = 0; y < header.height(); y++) {
            int at = (int) row(file, header, y);
            for (int x = 0; x < header.width(); x++, at += step, to++) {
                int pixel = pixel(file.bytes(), at, step);
                for (int channel = 0; channel < RgbImage.CHANNELS; channel++) {
                    rgb[to * RgbImage.CHANNELS + channel] = value(pixel, masks[channel]);
                }
                if (blend) {
                    opacity[to] = value(pixel, masks[OPACITY]);
                }
            }
        }
        return new Pixels(header.width(), header.height(), rgb, opacity);
    }

    private static int pixel(byte[] bytes, int at, int count) {
        int pixel = 0;
        for (int i = count - 1; i >= 0; i--) {
            pixel = pixel << 8 | bytes[at + i] & 0xff;
        }
        return pixel;
    }

    private static byte value(int pixel, int mask) {
        int shift = Integer.numberOfTrailingZeros(mask);
        return (byte) (((pixel & mask) >>> shift) * 255 / (mask >>> shift));
    }

    private static int[] masks(FileBytes file, BmpHeader header) throws ImageException {
        int[] masks = header.bits() == 16 ? MASKS_OF_16_BITS : MASKS_OF_BYTES;
        if (header.packing() != BmpHeader.Packing.MASKED) {
            return masks;
        }
        masks = new int[OPACITY + 1];
        for (int i = 0; i < masks.length; i++) {
            boolean there = i < OPACITY || header.infoBytes() >= 56;
            masks[i] = there ? (int) file.u32le(MASKS + 4 * i) : NO_MASK;
        }
        if (header.bits() == 32 && Arrays.equals(masks, new int[masks.length])) {
            return new int[] {0xff0000, 0xff00, 0xff, 0xff000000};
        }
        for (int i = 0; i < masks.length; i++) {
            int values = masks[i] >>> Integer.numberOfTrailingZeros(masks[i]);
            boolean contiguous = (values & values + 1) == 0 && values <= 255;
            if (!contiguous || masks[i] == NO_MASK && i < OPACITY) {
                throw file.problem(
                        "a BMP colour mask of %x, expected 1 to 8 bits side by side", masks[i]);
            }
        }
        return masks;
    }

    /** The padding of the last row may be missing. */
    private static void checkRows(FileBytes file, BmpHeader header) throws ImageException {
        long last = header.data(file) + (header.height() - 1) * rowBytes(header);
        file.u8(last + ((long) header.width() * header.bits() + 7) / 8 - 1);
    }

    private static long row(FileBytes file, BmpHeader header, int y) throws ImageException {
        int inFile = header.topDown() ? y : header.height() - 1 - y;
        return header.data(file) + inFile * rowBytes(header);
    }

    /** Rows begin at multiples of four bytes. */
    private static long rowBytes(BmpHeader header) {
        return ((long) header.width() * header.bits() + 31) / 32 * 4;
    }
}
